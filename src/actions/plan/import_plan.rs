//! A compiled document becomes a draft plan: stored whole, tracked by nobody until it is confirmed.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde_json::json;

use super::activate_plan::{activate, owed_by_plan};
use super::same_plan::refuse_same_plan;
use super::still_open::still_open;
use super::unplaced::unplaced_units;
use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights, typed};
use crate::auth::secret;
use crate::compiler::UnitRegistry;
use crate::config::PlanSettings;
use crate::db::obligation::ties;
use crate::db::plan::plans::{NewPlan, Plan};
use crate::db::plan::{identity, measures, plans};
use crate::db::{DbError, files};
use crate::domain::draft::Draft;
use crate::domain::id::PlanId;
use crate::domain::places::group;
use crate::domain::plan::{PlanKind, PlanState, handed_out};
use crate::domain::rights::Right;
use crate::domain::round::ReportsOn;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{FileName, recognised};
use crate::strings::Message;

mod annex;
mod body;
mod columns;
mod imported;
mod paragraph;
mod roster;
mod rows;
mod whole;

pub use imported::Imported;
pub(super) use paragraph::{Read, store_paragraph};

use body::store_body;
use roster::Naming;
use whole::{guessed_whole, without_whole};

/// The wish to import a document.
pub struct ImportPlan<'a> {
    /// The file's name, for the trail.
    pub source_name: &'a str,
    /// What is in the file, to be kept beside the plan.
    pub file: &'a [u8],
    /// What the compiler made of it.
    pub draft: &'a Draft,
    /// The units that are known, with their official names and classes.
    pub registry: &'a UnitRegistry,
    /// Accept every proposal and activate the plan from this day on (交办).
    pub activate_on: Option<NaiveDate>,
}

/// Stores a draft, and activates it where the wish says so: all or nothing.
///
/// # Errors
/// [`ActionError::Conflict`] where this document was imported before (a draft of it is confirmed where the wish says so), [`ActionError::Invalid`] where it
/// names no year, holds no measure, or is to be activated and makes nobody responsible for anything.
pub fn import_plan(ctx: &Context, actor: &Actor, wish: &ImportPlan<'_>) -> Result<Imported, ActionError> {
    import(ctx, actor, wish, Unowed::Accepted)
}

/// The same, where something that nobody owes is activated under no circumstances: a measure without a unit, a date without one, and
/// a word for many whom nobody has named.
///
/// # Errors
/// As [`import_plan`], and [`ActionError::Conflict`] for such a draft.
pub fn import_settled_plan(ctx: &Context, actor: &Actor, wish: &ImportPlan<'_>) -> Result<Imported, ActionError> {
    import(ctx, actor, wish, Unowed::Refused)
}

/// What becomes of a draft of which something would be owed by nobody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unowed {
    Accepted,
    Refused,
}

fn import(ctx: &Context, actor: &Actor, wish: &ImportPlan<'_>, unowed: Unowed) -> Result<Imported, ActionError> {
    let year = usable_year(wish)?;
    typed::<FileName>("file", wish.source_name)?;
    let guess = guessed_whole(wish.draft);
    let draft = &guess.map_or_else(|| Cow::Borrowed(wish.draft), |_| Cow::Owned(without_whole(wish.draft)));
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ImportPlan, &ties::office(tx.c)?)?;
        if let (Some(day), Some(draft)) = (wish.activate_on, known_draft(tx, wish)?) {
            unowed.check(tx, draft.id)?;
            return confirm(ctx, tx, wish, (draft.id, day));
        }
        let plan_id = store_head(tx, wish, (year, guess), &ctx.settings.plan)?;
        let naming = Naming {
            registry: wish.registry,
            native: wish.draft.plan.region.is_some(),
            coordinating: &ctx.settings.plan.coordinating_unit,
        };
        let mut imported = store_body(tx, plan_id, draft, &naming)?;
        let office = ties::office(tx.c)?.coordinating;
        identity::set_office(tx.c, plan_id, office).map_err(|error| meanwhile(error, handed_out(&draft.plan.title)))?;
        tx.trace(&Trace {
            detail: json!({"file": wish.source_name, "tasks": imported.tasks, "measures": imported.measures}),
            ..Trace::new(Verb::ImportPlan, On::Plan(plan_id))
        })?;
        if let Some(day) = wish.activate_on {
            unowed.check(tx, plan_id)?;
            imported.fan_out = Some(activate(ctx, tx, plan_id, day)?);
        }
        Ok(imported)
    })
}

impl Unowed {
    fn check(self, tx: &mut Tx<'_>, plan_id: PlanId) -> Result<(), ActionError> {
        if self == Self::Accepted {
            return Ok(());
        }
        let plan = plans::find(tx.c, plan_id)?;
        let open = still_open(tx.c, &plan)?;
        let words = unplaced_units(tx.c, plan_id)?.iter().filter(|unit| group(&unit.name).is_some()).count();
        let (measures, dates) = (open.unowed.count, open.dates.count);
        // Where nobody owes anything at all the activation says so.
        if measures + dates + words == 0 || owed_by_plan(tx.c, &plan)?.is_empty() {
            return Ok(());
        }
        let reason = Message::new("undecided.nobody").with("measures", measures).with("dates", dates);
        Err(ActionError::conflict(reason.with("words", words)))
    }
}

/// The plan's year, where the document can be imported at all; asked before there is a database.
///
/// # Errors
/// [`ActionError::Invalid`] where it names no year or holds no measure.
pub fn usable_year(wish: &ImportPlan<'_>) -> Result<i32, ActionError> {
    let year = wish.draft.plan.year.ok_or_else(|| {
        ActionError::invalid("year", Message::new("plan.no_year").with("file", recognised(wish.source_name)))
    })?;
    if wish.draft.tasks.iter().all(|task| task.measures.is_empty()) {
        return Err(ActionError::invalid(
            "document",
            Message::new("plan.no_measures").with("file", recognised(wish.source_name)),
        ));
    }
    Ok(year)
}

/// Whether a draft of this document is stored already: what is in doubt in the document may have been decided there.
///
/// # Errors
/// [`ActionError`] where the database cannot be read.
pub fn is_draft_already(ctx: &Context, draft: &Draft) -> Result<bool, ActionError> {
    let sha256 = secret::hash_of(&draft.document.text);
    let known = ctx.db.read(|c| plans::by_document(c, &sha256))?;
    Ok(known.is_some_and(|plan| plan.state == PlanState::Draft))
}

/// The draft that an earlier import of the same document has left.
fn known_draft(tx: &mut Tx<'_>, wish: &ImportPlan<'_>) -> Result<Option<Plan>, ActionError> {
    let known = plans::by_document(tx.c, &secret::hash_of(&wish.draft.document.text))?;
    Ok(known.filter(|plan| plan.state == PlanState::Draft))
}

/// Activates a draft as it was corrected since it was imported.
fn confirm(
    ctx: &Context,
    tx: &mut Tx<'_>,
    wish: &ImportPlan<'_>,
    (plan_id, day): (PlanId, NaiveDate),
) -> Result<Imported, ActionError> {
    let fan_out = Some(activate(ctx, tx, plan_id, day)?);
    let measures = measures::of_plan(tx.c, plan_id)?.len();
    Ok(Imported {
        plan_id,
        tasks: wish.draft.tasks.len(),
        measures,
        assignments: measures::assignments_of_plan(tx.c, plan_id)?.len(),
        milestones: measures::milestones_of_plan(tx.c, plan_id)?.len(),
        indicators: plans::indicators(tx.c, plan_id)?.len(),
        problems: wish.draft.problems.len(),
        fan_out,
    })
}

fn store_head(
    tx: &mut Tx<'_>,
    wish: &ImportPlan<'_>,
    (year, guess): (i32, Option<&str>),
    rules: &PlanSettings,
) -> Result<PlanId, ActionError> {
    let text = &wish.draft.document.text;
    let sha256 = secret::hash_of(text);
    if let Some(known) = plans::by_document(tx.c, &sha256)? {
        let reason = Message::new("plan.imported_before").with("title", known.title).with("id", known.id);
        return Err(ActionError::conflict(reason));
    }
    let head = &wish.draft.plan;
    // Without a title it goes by the file's name, so that it can be found in a list; it is not recognised by that.
    let own_title = handed_out(&head.title);
    let title = if own_title.is_empty() { wish.source_name } else { own_title };
    refuse_same_plan(tx, (own_title, year), None)?;
    let file_sha256 = secret::hash_of(wish.file);
    files::keep(tx.c, &file_sha256, wish.file, tx.now)?;
    let row = NewPlan {
        title,
        year,
        last_year: head.last_year.filter(|last| *last > year),
        region: head.region.as_deref(),
        proposed_whole: guess,
        kind: PlanKind::of_title(title),
        state: PlanState::Draft,
        source_name: wish.source_name,
        document: text,
        document_sha256: &sha256,
        file_sha256: Some(&file_sha256),
        cutoff_day: rules.cutoff_day,
        reports_on: ReportsOn::stored(&rules.reports_on),
        imported_at: tx.now,
    };
    plans::insert(tx.c, &row).map_err(|error| meanwhile(error, own_title))
}

/// Somebody else imported it while we looked.
fn meanwhile(error: DbError, title: &str) -> ActionError {
    match error {
        DbError::Duplicate { .. } => {
            ActionError::conflict(Message::new("plan.imported_meanwhile").with("title", title))
        }
        other => other.into(),
    }
}
