//! What every action is handed first: where the data is, what time it is, who acts.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::ActionError;
use super::notice::rulebook::{Rulebook, Rules};
use crate::auth::hashing::Hasher;
use crate::clock::{self, Clock};
use crate::config::Settings;
use crate::db::people::persons::{Person, Post};
use crate::db::plan::rhythm::Rhythm;
use crate::db::{Database, DbConnection, audit, instance};
use crate::domain::id::{EntryId, ObligationId, PersonId, PlanId};
use crate::domain::person::ActorKind;
use crate::domain::round::Rounds;
use crate::domain::source::Asked;
use crate::domain::trail::{AuditChannel, FORMAT, On, Verb};

/// The means of an action.
#[derive(Clone)]
pub struct Context {
    /// Where the data is.
    pub db: Database,
    /// What time it is.
    pub clock: Clock,
    /// What was set.
    pub settings: Arc<Settings>,
    /// Calendar, ladder and lamp rule, as they are in use.
    pub rules: Rulebook,
    /// Where passwords are hashed.
    pub hasher: Hasher,
    /// From where and how what is done is asked for; `None` where no request does.
    pub asked: Option<Asked>,
}

/// Who acts.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "there is one a request, and it is lent, not moved")]
pub enum Actor {
    /// The command line of the machine: whoever holds the data folder.
    Console,
    /// The clock.
    Scheduler,
    /// Somebody who is not signed in: at the sign-in page or with a one-time link.
    Visitor,
    /// Somebody who is signed in, in one of the person's posts.
    Person {
        /// Who.
        person: Person,
        /// As what, at which unit.
        post: Post,
        /// Every post the person holds.
        posts: Vec<Post>,
    },
}

impl Actor {
    /// The key of the person, where it is one.
    pub fn person_id(&self) -> Option<PersonId> {
        match self {
            Self::Console | Self::Scheduler | Self::Visitor => None,
            Self::Person { person, .. } => Some(person.id),
        }
    }

    /// As what it goes into the trail.
    pub fn kind(&self) -> ActorKind {
        match self {
            Self::Console => ActorKind::Console,
            Self::Scheduler => ActorKind::Scheduler,
            Self::Visitor => ActorKind::Visitor,
            Self::Person { .. } => ActorKind::Person,
        }
    }

    /// By which way it asks, where that is always the same.
    fn channel(&self) -> Option<AuditChannel> {
        match self {
            Self::Console => Some(AuditChannel::Console),
            Self::Scheduler => Some(AuditChannel::Clock),
            Self::Visitor | Self::Person { .. } => None,
        }
    }

    /// The name that goes into the trail.
    pub fn name(&self) -> &str {
        match self {
            Self::Person { person, .. } => &person.name,
            nobody => nobody.kind().as_str(),
        }
    }

    /// The unit acted for.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::Console | Self::Scheduler | Self::Visitor => None,
            Self::Person { post, .. } => Some(&post.unit),
        }
    }
}

/// One action's transaction: the connection, the time it counts from, and who acts. Midnight may pass meanwhile: the day
/// stays.
pub struct Tx<'a> {
    /// The connection inside the transaction.
    pub c: &'a mut DbConnection,
    /// Now, in UTC: the same for every row that is written.
    pub now: NaiveDateTime,
    /// Today in Asia/Shanghai, by the same reading of the clock.
    pub today: NaiveDate,
    /// Who acts.
    pub actor: &'a Actor,
    /// From where and how; `None` where no request asks.
    pub asked: Option<Asked>,
    /// The rules in use, once they were asked for: one revision for the whole transaction.
    rules: Option<Arc<Rules>>,
    /// By which days plans ask for reports, and their rounds, once they were asked for.
    pub(super) rounds: HashMap<PlanId, (Rhythm, Rounds)>,
    /// Which database it is, once it was asked for.
    origin: Option<Arc<str>>,
}

/// What goes into the trail beside time and actor.
#[derive(Debug)]
pub struct Trace<'a> {
    /// The action, as a word.
    pub verb: Verb,
    /// What was acted on.
    pub on: On,
    /// The obligation in whose history it stands.
    pub obligation_id: Option<ObligationId>,
    /// The reason or remark given.
    pub remark: Option<&'a str>,
    /// What changed.
    pub detail: serde_json::Value,
}

impl Trace<'_> {
    /// That this was done to that, without more; what is done to an obligation stands in its history.
    pub fn new(verb: Verb, on: On) -> Self {
        let obligation_id = match on {
            On::Obligation(id) => Some(id),
            _ => None,
        };
        Self { verb, on, obligation_id, remark: None, detail: serde_json::Value::Null }
    }
}

/// What changed, and that as well where it is there.
pub(super) fn also(
    mut detail: serde_json::Value,
    name: &str,
    value: Option<impl Into<serde_json::Value>>,
) -> serde_json::Value {
    if let (Some(fields), Some(value)) = (detail.as_object_mut(), value) {
        fields.insert(name.to_owned(), value.into());
    }
    detail
}

impl Context {
    /// Runs one action in one transaction; an error leaves nothing behind. It may be run again from its beginning where
    /// nothing of it is stored.
    ///
    /// # Errors
    /// What the action returns.
    pub fn write<T>(
        &self,
        actor: &Actor,
        mut run: impl FnMut(&mut Tx<'_>) -> Result<T, ActionError>,
    ) -> Result<T, ActionError> {
        let now = self.clock.now();
        self.db.write(|c| run(&mut Tx::new(c, now, actor, self.asked)))
    }

    /// The same means by these rules, whatever is edited meanwhile: for work of several transactions.
    pub(super) fn by_rules(&self, rules: Arc<Rules>) -> Self {
        Self { rules: self.rules.pinned(rules), ..self.clone() }
    }

    /// The same means for what a request from there asks for.
    pub fn asked(&self, asked: Asked) -> Self {
        Self { asked: Some(asked), ..self.clone() }
    }

    /// The same for what is written often and need not outlive a power cut of the next moment: it outlives the process.
    ///
    /// # Errors
    /// What the action returns.
    pub fn write_briefly<T>(
        &self,
        actor: &Actor,
        mut run: impl FnMut(&mut Tx<'_>) -> Result<T, ActionError>,
    ) -> Result<T, ActionError> {
        let now = self.clock.now();
        self.db.write_briefly(|c| run(&mut Tx::new(c, now, actor, self.asked)))
    }

    /// Runs one action as it would run, and takes everything back.
    ///
    /// # Errors
    /// What the action returns.
    pub fn rehearse<T>(
        &self,
        actor: &Actor,
        mut run: impl FnMut(&mut Tx<'_>) -> Result<T, ActionError>,
    ) -> Result<T, ActionError> {
        let now = self.clock.now();
        self.db.write_and_undo(|c| run(&mut Tx::new(c, now, actor, self.asked)))
    }
}

impl<'a> Tx<'a> {
    fn new(c: &'a mut DbConnection, now: NaiveDateTime, actor: &'a Actor, asked: Option<Asked>) -> Self {
        let today = clock::to_local(now).date();
        Self { c, now, today, actor, asked, rules: None, rounds: HashMap::new(), origin: None }
    }

    /// The same transaction for a part that another has done, from elsewhere: somebody who has just been recognised.
    pub fn by<'b>(&'b mut self, actor: &'b Actor, asked: Option<Asked>) -> Tx<'b> {
        let (rules, rounds, origin) = (self.rules.clone(), self.rounds.clone(), self.origin.clone());
        Tx { c: &mut *self.c, now: self.now, today: self.today, actor, asked, rules, rounds, origin }
    }

    /// Runs a part whose error takes back that part alone: one row of many.
    ///
    /// # Errors
    /// What the part returns.
    pub fn apart<T>(&mut self, run: impl FnOnce(&mut Tx<'_>) -> Result<T, ActionError>) -> Result<T, ActionError> {
        let (now, today, actor, asked) = (self.now, self.today, self.actor, self.asked);
        let (rules, rounds, origin) = (self.rules.clone(), self.rounds.clone(), self.origin.clone());
        self.c.in_savepoint(|c| run(&mut Tx { c, now, today, actor, asked, rules, rounds, origin }))
    }

    /// The rules in use, read once a transaction.
    pub(super) fn rules(&mut self, ctx: &Context) -> Result<Arc<Rules>, ActionError> {
        if let Some(known) = &self.rules {
            return Ok(Arc::clone(known));
        }
        let read = ctx.rules.read(self.c)?;
        Ok(Arc::clone(self.rules.insert(read)))
    }

    /// Asks for the rules anew: this transaction has made others.
    pub(super) fn forget_rules(&mut self) {
        self.rules = None;
    }

    /// What tells mails of this database apart from those of others and from what it sent before a restore: asked once.
    pub(super) fn origin(&mut self) -> Result<Arc<str>, ActionError> {
        if let Some(origin) = &self.origin {
            return Ok(Arc::clone(origin));
        }
        let origin: Arc<str> = instance::load(self.c)?.origin().into();
        Ok(Arc::clone(self.origin.insert(origin)))
    }

    /// Adds the action's row to the trail.
    pub fn trace(&mut self, trace: &Trace<'_>) -> Result<(), ActionError> {
        self.record(trace).map(drop)
    }

    /// The same; the key of the row, by which a mail about it is known.
    pub fn record(&mut self, trace: &Trace<'_>) -> Result<EntryId, ActionError> {
        let detail = trace.detail.to_string();
        let source = self.asked.map(|asked| asked.source.to_string());
        let entry = audit::NewEntry {
            at: self.now,
            person_id: self.actor.person_id(),
            actor_kind: self.actor.kind(),
            actor: self.actor.name(),
            actor_unit: self.actor.unit(),
            source: source.as_deref(),
            channel: self.actor.channel().or(self.asked.map(|asked| asked.channel)),
            format: FORMAT,
            verb: trace.verb,
            object: trace.on.noun(),
            object_id: trace.on.number(),
            obligation_id: trace.obligation_id,
            remark: trace.remark,
            detail: &detail,
        };
        Ok(audit::insert(self.c, &entry)?)
    }
}
