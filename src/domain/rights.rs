//! The rights table (权限表): who may do what to which object, in one place.
//!
//! No relation to the object answers 404, a relation without the right 403: see [`Access`]. What may be done *when* is
//! the status machine's, [`crate::obligation::status`].

use super::person::{Post, Role};
use super::vocabulary::vocabulary;
use crate::id::UnitId;

vocabulary! {
    /// What somebody may want to do.
    Right {
        /// The unit, lamp and status of an obligation.
        SeeObligation = "see_obligation",
        /// Its reports, evidence, history and mails.
        SeeReports = "see_reports",
        /// 签收.
        Acknowledge = "acknowledge",
        /// Write and hand in reports (报送), claim 不涉及, ask for an extension.
        Report = "report",
        /// 代填: file a report that a unit sent by mail or telephone.
        ReportFor = "report_for",
        /// 负责人同意: consent to what is reported and to extensions.
        Consent = "consent",
        /// 牵头审核.
        Accept = "accept",
        /// 退回补充.
        Return = "return",
        /// 办结.
        Close = "close",
        /// Confirm or decline 不涉及.
        ConfirmNotApplicable = "confirm_not_applicable",
        /// Extend, suspend, resume, cancel, reopen.
        Reschedule = "reschedule",
        /// Record a telephone call.
        RecordCall = "record_call",
        /// Decide on letters and the rest of what the ladder proposes.
        DecideEscalation = "decide_escalation",
        /// What is proposed about a unit and not decided, and what was not taken up.
        SeeProposals = "see_proposals",
        /// The plan's tasks, measures and assignments.
        SeePlan = "see_plan",
        /// The coordinators' desk and what waits for review there.
        SeeDesk = "see_desk",
        /// The overdue list of all units, with telephone numbers.
        SeeOverdueList = "see_overdue_list",
        /// The brief and the overview: of everything, or of the unit it is about.
        SeeDigest = "see_digest",
        /// Import, confirm and activate a plan; replay.
        ImportPlan = "import_plan",
        /// Every mail with its text (通知记录).
        SeeOutbox = "see_outbox",
        /// Send a mail once more, write to a suspended address again.
        SendAgain = "send_again",
        /// Let mails leave that were held since a restore, or count them as sent.
        ReleaseOutbox = "release_outbox",
        /// The work calendar.
        EditCalendar = "edit_calendar",
        /// Accounts and posts.
        ManagePeople = "manage_people",
        /// Settings, last tick, queue, backup, clock.
        ManageSystem = "manage_system",
        /// Rights and the policy of passwords and sessions.
        ManagePolicy = "manage_policy",
        /// The audit log.
        SeeAudit = "see_audit",
    }
}

impl Right {
    /// Whether the right is about a single obligation, measure or plan, so that having no relation to it means not even
    /// learning that it exists.
    fn is_about_an_object(self) -> bool {
        use Right::*;
        let of_obligation =
            matches!(self, SeeObligation | SeeReports | Acknowledge | Report | Consent | Accept | Return);
        let of_office = matches!(
            self,
            ReportFor | Close | ConfirmNotApplicable | Reschedule | RecordCall | DecideEscalation | SeeProposals
        );
        of_obligation || of_office || self == SeePlan
    }

    /// Whether the right only reads: what somebody may see in one of several posts they may see in all of them.
    fn only_reads(self) -> bool {
        use Right::*;
        matches!(
            self,
            SeeObligation
                | SeeReports
                | SeeProposals
                | SeePlan
                | SeeDesk
                | SeeOverdueList
                | SeeDigest
                | SeeOutbox
                | SeeAudit
        )
    }
}

/// The units that an obligation, a measure or a plan concerns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Relation<'a> {
    /// Who owes the obligation; `None` for a measure, a plan or the system as a whole.
    pub owner: Option<UnitId>,
    /// 牵头单位 in the order of the note: the first one reviews.
    pub leads: &'a [UnitId],
    /// 责任单位 and 配合单位; for a plan, every unit it names.
    pub participants: &'a [UnitId],
    /// The unit whose coordinators run the plan.
    pub coordinating: Option<UnitId>,
}

/// The answer to a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Go ahead.
    Allowed,
    /// A relation, but not this right: 403.
    Forbidden,
    /// No relation to the object: 404.
    Unrelated,
}

/// Who wishes: the post represented at present (当前代表单位) and every post held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    representing: Post,
    posts: Vec<Post>,
}

impl Actor {
    /// Somebody who holds `posts` and speaks for `representing`; `None` where that post is not among them.
    pub fn new(posts: Vec<Post>, representing: Post) -> Option<Self> {
        posts.contains(&representing).then_some(Self { representing, posts })
    }

    /// The post the actor speaks for.
    pub fn representing(&self) -> Post {
        self.representing
    }
}

/// The post in which somebody acts on an object: the one represented, where it has a hand in it, else the first of the others
/// that has. Who opens another of their units' matters need not switch first.
pub fn acting(actor: &Actor, relation: &Relation) -> Post {
    let mut all = std::iter::once(actor.representing).chain(actor.posts.iter().copied());
    all.find(|post| has_a_hand(*post, relation)).unwrap_or(actor.representing)
}

/// Whether a post does more than look on.
fn has_a_hand(post: Post, relation: &Relation) -> bool {
    let acts = [Standing::OwnLiaison, Standing::OwnHead, Standing::Reviewer, Standing::Coordinator];
    standings(post, relation).iter().any(|standing| acts.contains(standing))
}

/// How a post stands to an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    OwnLiaison,
    OwnHead,
    /// Of the first-listed lead, on another unit's obligation.
    Reviewer,
    /// Of a further lead.
    CoLead,
    Participant,
    Coordinator,
    /// Of the unit that runs the plan.
    Leader,
    /// Of the unit that owes, or that the page is about.
    OwnLeader,
    Sysadmin,
    Secadmin,
    Auditor,
}

/// The table: who holds a right.
fn holders(right: Right) -> &'static [Standing] {
    use Standing::*;
    match right {
        Right::SeeObligation | Right::SeePlan => {
            &[OwnLiaison, OwnHead, Reviewer, CoLead, Participant, Coordinator, Leader, OwnLeader]
        }
        Right::SeeReports => &[OwnLiaison, OwnHead, Reviewer, CoLead, Coordinator, Leader, OwnLeader],
        Right::Acknowledge | Right::Report => &[OwnLiaison],
        Right::Consent => &[OwnHead],
        Right::Accept => &[Reviewer],
        Right::Return => &[Reviewer, Coordinator],
        Right::ReportFor
        | Right::Close
        | Right::ConfirmNotApplicable
        | Right::Reschedule
        | Right::RecordCall
        | Right::DecideEscalation
        | Right::ImportPlan
        | Right::SeeDesk
        | Right::SeeOutbox
        | Right::SendAgain
        | Right::ReleaseOutbox
        | Right::EditCalendar => &[Coordinator],
        Right::SeeProposals | Right::SeeOverdueList => &[Coordinator, Leader],
        Right::SeeDigest => &[Coordinator, Leader, OwnLeader],
        Right::ManagePeople | Right::ManageSystem => &[Sysadmin],
        Right::ManagePolicy => &[Secadmin],
        Right::SeeAudit => &[Auditor],
    }
}

/// Whether the actor may. Acting is done in the post represented at present; seeing in any post held.
pub fn may(actor: &Actor, right: Right, relation: &Relation) -> Access {
    let access = may_post(actor.representing, right, relation);
    let of_others = || actor.posts.iter().map(|post| may_post(*post, right, relation));
    match access {
        Access::Allowed => Access::Allowed,
        _ if right.only_reads() && of_others().any(|access| access == Access::Allowed) => Access::Allowed,
        Access::Unrelated if of_others().any(|access| access != Access::Unrelated) => Access::Forbidden,
        access => access,
    }
}

/// Whether one post may.
fn may_post(post: Post, right: Right, relation: &Relation) -> Access {
    let standings = standings(post, relation);
    if standings.iter().any(|standing| holders(right).contains(standing)) {
        return Access::Allowed;
    }
    let related = standings.iter().any(|standing| holders(Right::SeeObligation).contains(standing));
    if right.is_about_an_object() && !related { Access::Unrelated } else { Access::Forbidden }
}

/// Every way in which a post stands to the object.
fn standings(post: Post, relation: &Relation) -> Vec<Standing> {
    match post.role {
        Role::Liaison => of_unit(post.unit, Standing::OwnLiaison, relation),
        Role::Head => of_unit(post.unit, Standing::OwnHead, relation),
        Role::Coordinator if Some(post.unit) == relation.coordinating => vec![Standing::Coordinator],
        Role::Coordinator => Vec::new(),
        Role::Leader if Some(post.unit) == relation.coordinating => vec![Standing::Leader],
        Role::Leader => of_leader(post.unit, relation),
        Role::Sysadmin => vec![Standing::Sysadmin],
        Role::Secadmin => vec![Standing::Secadmin],
        Role::Auditor => vec![Standing::Auditor],
        // A post of another version: what it may do is not known here, so it may nothing.
        Role::Unknown(_) => Vec::new(),
    }
}

fn of_unit(unit: UnitId, own: Standing, relation: &Relation) -> Vec<Standing> {
    let owns = relation.owner == Some(unit);
    let leads_first = relation.leads.first() == Some(&unit);
    let mut standings = Vec::new();
    standings.extend(owns.then_some(own));
    standings.extend((leads_first && !owns).then_some(Standing::Reviewer));
    standings.extend(relation.leads.iter().skip(1).any(|lead| *lead == unit).then_some(Standing::CoLead));
    standings.extend(relation.participants.contains(&unit).then_some(Standing::Participant));
    standings
}

/// A leader elsewhere reads what the own unit owes or leads, and reviews nothing; of what it only takes part in, the plan.
fn of_leader(unit: UnitId, relation: &Relation) -> Vec<Standing> {
    let reads = |standing| match standing {
        Standing::Reviewer => Some(Standing::CoLead),
        Standing::Participant if relation.owner.is_some() => None,
        standing => Some(standing),
    };
    of_unit(unit, Standing::OwnLeader, relation).into_iter().filter_map(reads).collect()
}

/// Whether one account may hold these roles. The three administrators are three people, and none of them has a hand in
/// the business: an administrator holds nothing else.
pub fn compatible(roles: &[Role]) -> bool {
    match roles.iter().find(|role| role.is_administrator()) {
        Some(admin) => roles.iter().all(|role| role == admin),
        None => true,
    }
}

#[cfg(test)]
mod tests;
