//! People and the posts (岗位) they hold.

use super::word::stored_vocabulary;
use crate::id::UnitId;

stored_vocabulary! {
    /// What a person does here; a post is a role at a unit.
    Role {
        /// 联络员: acknowledges and reports for the unit.
        Liaison = "liaison",
        /// 负责人: consents, and is told next when the liaison is late.
        Head = "head",
        /// 调度人员: imports, reviews, closes, decides.
        Coordinator = "coordinator",
        /// 领导: reads the brief.
        Leader = "leader",
        /// 系统管理员: accounts and settings.
        Sysadmin = "sysadmin",
        /// 安全管理员: rights and policy.
        Secadmin = "secadmin",
        /// 审计管理员: the audit log.
        Auditor = "auditor",
    }
}

impl Role {
    /// The three administrators: they keep the system and have no hand in the business.
    pub fn is_administrator(self) -> bool {
        matches!(self, Role::Sysadmin | Role::Secadmin | Role::Auditor)
    }

    /// Whether a one-time link for its holder needs the security administrator's consent: it decides for others, or sees what all
    /// report. What a role of another version may is not known here.
    pub fn needs_consent(self) -> bool {
        self.is_administrator() || matches!(self, Role::Coordinator | Role::Leader | Role::Unknown(_))
    }
}

/// Why there is no administrator of a kind who could sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// There never was one.
    Never,
    /// There is one, without an address or a password yet.
    NotYet,
    /// Who holds such a post is disabled.
    Disabled,
    /// Nobody holds such a post any more.
    Ended,
    /// There is one, whose own account it is about.
    Own,
}

impl Absence {
    /// The word of the catalogue.
    pub fn as_str(self) -> &'static str {
        match self {
            Absence::Never => "never",
            Absence::NotYet => "not_yet",
            Absence::Disabled => "disabled",
            Absence::Ended => "ended",
            Absence::Own => "own",
        }
    }
}

stored_vocabulary! {
    /// Who acts, as the trail keeps it. A name says nothing: a person may be called `scheduler`.
    ActorKind {
        /// The command line of the machine.
        Console = "console",
        /// The clock.
        Scheduler = "scheduler",
        /// Somebody who is not signed in.
        Visitor = "visitor",
        /// Somebody who is signed in.
        Person = "person",
    }
}

/// A post (岗位): a role at a unit. What is owed, and every notice, belongs to the post, never to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Post {
    /// The unit's key.
    pub unit: UnitId,
    /// As what.
    pub role: Role,
}
