//! What a tick did, for whoever reads the log or the dry run.

use chrono::NaiveDate;

use crate::domain::bundle::MailKind;
use crate::domain::id::PlanId;
use crate::domain::person::Role;
use crate::strings::Message;

/// What a tick did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ticked {
    /// Plans of which something was looked at.
    pub plans: usize,
    /// Submissions that passed a silent lead by.
    pub passed_on: usize,
    /// Obligations that are newly overdue.
    pub became_overdue: usize,
    /// New notices, those for the telephone included.
    pub notices: usize,
    /// New mails.
    pub mails: usize,
    /// Notices for the telephone: a vacant post, or a person without mail.
    pub by_telephone: usize,
    /// New proposals.
    pub proposals: usize,
    /// What was queued, one by one.
    pub queued: Vec<Queued>,
    /// Rows that could not be dealt with; the log says why, and the others went on.
    pub passed_over: usize,
    /// The plans that could not be looked at; the others were.
    pub failures: Vec<Failure>,
}

/// How many words of other versions stand in what is tracked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Obligations that are locked by one, or by a date that nobody can read.
    pub obligations: usize,
    /// Notices whose rung or subject is one.
    pub notices: usize,
    /// Days of the calendar that are taken by their weekday for one.
    pub days: usize,
}

/// A plan that could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Its key.
    pub plan_id: PlanId,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: Message,
}

/// Somebody who is told something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// The local date of the mail.
    pub date: NaiveDate,
    /// The mail's kind; `None` for the telephone.
    pub kind: Option<MailKind>,
    /// The person; `None` for a vacant post.
    pub person: Option<String>,
    /// The full name of the unit.
    pub unit: String,
    /// As what.
    pub role: Role,
    /// How many notices.
    pub notices: usize,
    /// Whether that is a mail that was not there before.
    pub is_new: bool,
}

impl Ticked {
    /// Adds what another plan gave.
    pub fn add(&mut self, other: Ticked) {
        self.plans += other.plans;
        self.passed_on += other.passed_on;
        self.became_overdue += other.became_overdue;
        self.notices += other.notices;
        self.mails += other.mails;
        self.by_telephone += other.by_telephone;
        self.proposals += other.proposals;
        other.queued.into_iter().for_each(|one| self.also_queued(one));
        self.passed_over += other.passed_over;
        self.failures.extend(other.failures);
    }

    /// What is told to the same person in the same way on the same day stands once.
    fn also_queued(&mut self, one: Queued) {
        let is_same = |had: &&mut Queued| {
            let way = |queued: &Queued| queued.kind.map(|kind| kind == MailKind::Digest);
            had.date == one.date
                && had.unit == one.unit
                && had.role == one.role
                && had.person == one.person
                && way(had) == way(&one)
        };
        match self.queued.iter_mut().find(is_same) {
            Some(had) => {
                had.notices += one.notices;
                had.is_new |= one.is_new;
                had.kind = had.kind.zip(one.kind).map(|(had, one)| had.weightier(one));
            }
            None => self.queued.push(one),
        }
    }

    /// Whether every plan and row was dealt with.
    pub fn is_whole(&self) -> bool {
        self.failures.is_empty() && self.passed_over == 0
    }

    /// Whether a notice or a proposal is new.
    pub fn has_written(&self) -> bool {
        self.notices + self.proposals > 0
    }
}
