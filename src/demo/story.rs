//! The story: what people do on which day, in the order of the clock, by the real actions.

use super::cast::Cast;
use super::deed::{Act, Deed, clock_time};
use super::monthly::{self, Reports};
use super::refusal::refusal;
use super::seed::{Course, Duty, Finished, Note, Seed};
use crate::actions::{self, Actor, Context, ReturnReport, Spoken, SubmitReport, typed, typed_if_any};
use crate::db::obligation::ledger::{self, LedgerRow, Wanted};
use crate::db::obligation::reports::ReportFields;
use crate::domain::id::UnitId;
use crate::domain::obligation::{ObligationKind, Stage, Status};
use crate::domain::person::Role;
use crate::domain::typed::Telephone;
use anyhow::Context as _;

/// A course of things as something that is done.
type Telling<'a> = fn(&'a Duty, &'a Course) -> Act<'a>;

/// Every deed of the story, in the order of the clock.
pub(super) fn deeds<'a>(seed: &'a Seed, cast: &'a Cast) -> anyhow::Result<Vec<Deed<'a>>> {
    let mut deeds = Vec::new();
    acknowledgements(seed, cast, &mut deeds)?;
    monthly::deeds(&seed.monthly, cast, &mut deeds)?;
    for duty in &seed.duty {
        let told: [(&'a Vec<Course>, Telling<'a>, Option<Telling<'a>>); 4] = [
            (&duty.closed, report, Some(close)),
            (&duty.in_review, report, None),
            (&duty.returned, report, Some(send_back)),
            (&duty.not_applicable, claim, Some(confirm)),
        ];
        for (courses, first, then) in told {
            for (at, course) in courses.iter().enumerate() {
                deeds.push(Deed { at: clock_time(course.reported, 9, at), act: first(duty, course) });
                if let (Some(day), Some(then)) = (course.decided, then) {
                    deeds.push(Deed { at: clock_time(day, 15, at), act: then(duty, course) });
                }
            }
        }
        let notes = duty.drafts.iter().map(|note| (note, Act::Draft { duty, note }));
        let progress = duty.progress.iter().map(|note| (note, Act::Progress { duty, note }));
        let calls = duty.calls.iter().map(|note| (note, Act::Call { duty, note }));
        deeds
            .extend(notes.chain(progress).chain(calls).map(|(note, act)| Deed { at: clock_time(note.on, 10, 3), act }));
    }
    for (nth, finished) in seed.finished.iter().enumerate() {
        deeds.push(Deed { at: clock_time(finished.reported, 11, nth), act: Act::Finish { finished } });
        if let Some(day) = finished.accepted {
            deeds.push(Deed { at: clock_time(day, 16, nth), act: Act::Accept { finished } });
        }
    }
    deeds.sort_by_key(|deed| deed.at);
    Ok(deeds)
}

fn report<'a>(duty: &'a Duty, course: &'a Course) -> Act<'a> {
    Act::Report { duty, course }
}

fn close<'a>(duty: &'a Duty, course: &'a Course) -> Act<'a> {
    Act::Close { duty, course }
}

fn send_back<'a>(duty: &'a Duty, course: &'a Course) -> Act<'a> {
    Act::Return { duty, course }
}

fn claim<'a>(duty: &'a Duty, course: &'a Course) -> Act<'a> {
    Act::Claim { duty, course }
}

fn confirm<'a>(duty: &'a Duty, course: &'a Course) -> Act<'a> {
    Act::Confirm { duty, course }
}

fn acknowledgements<'a>(seed: &'a Seed, cast: &'a Cast, deeds: &mut Vec<Deed<'a>>) -> anyhow::Result<()> {
    let holdout = &seed.acknowledgement.holdout;
    let sits_out = cast.unit(&holdout.unit)?.id;
    for (nth, unit) in cast.units.iter().enumerate() {
        let days = &seed.acknowledgement.days;
        let day = days.get(nth % days.len().max(1)).context("seeds/demo/story.toml：acknowledgement.days")?;
        if !cast.has(unit.id, Role::Liaison) {
            continue;
        }
        let act = match unit.id == sits_out {
            true => Act::AcknowledgeBut { unit: unit.id, words: &holdout.words },
            false => Act::AcknowledgeAll { unit: unit.id },
        };
        deeds.push(Deed { at: clock_time(*day, 9, nth), act });
    }
    Ok(())
}

/// Does what a deed says, at the time of the context's clock.
pub(super) fn perform(ctx: &Context, cast: &Cast, reports: &Reports<'_>, act: &Act<'_>) -> anyhow::Result<()> {
    match act {
        Act::AcknowledgeAll { unit } => {
            actions::acknowledge_all(ctx, &cast.of(*unit, Role::Liaison)?).map(drop).map_err(refusal)
        }
        Act::AcknowledgeBut { unit, words } => acknowledge_but(ctx, cast, *unit, words),
        Act::Month { unit, city, month } => reports.submit(ctx, cast, *unit, *city, *month),
        Act::Report { duty, course } => {
            let said = (Stage::Done, duty_text(duty, course));
            submit(ctx, cast, (duty, &course.unit), &said, true)
        }
        Act::Finish { finished } => finish(ctx, cast, finished),
        Act::Accept { finished } => {
            let id = standing(ctx, cast, finished)?.obligation.id;
            actions::accept_report(ctx, &liaison(cast, &finished.lead)?, id, None).map_err(refusal)
        }
        Act::Draft { duty, note } => submit(ctx, cast, (duty, &note.unit), &said(note), false),
        Act::Progress { duty, note } => submit(ctx, cast, (duty, &note.unit), &said(note), true),
        Act::Close { duty, course } => {
            let row = owed(ctx, cast, duty, &course.unit)?;
            actions::close_obligation(ctx, &cast.coordinator()?, row.obligation.id, None, None).map_err(refusal)
        }
        Act::Return { duty, course } => {
            let id = owed(ctx, cast, duty, &course.unit)?.obligation.id;
            let (reason, answer_by) = (typed("reason", &course.reason).map_err(refusal)?, course.answer_by);
            let wish =
                ReturnReport { obligation_id: id, version: None, reason, answer_by, as_empty: false, at_once: false };
            actions::return_report(ctx, &cast.coordinator()?, &wish).map_err(refusal)
        }
        Act::Claim { duty, course } => {
            let row = owed(ctx, cast, duty, &course.unit)?;
            let liaison = liaison(cast, &course.unit)?;
            let reason = typed("reason", &course.reason).map_err(refusal)?;
            actions::claim_not_applicable(ctx, &liaison, row.obligation.id, None, &reason).map_err(refusal)
        }
        Act::Confirm { duty, course } => {
            let row = owed(ctx, cast, duty, &course.unit)?;
            actions::confirm_not_applicable(ctx, &cast.coordinator()?, row.obligation.id, None).map_err(refusal)
        }
        Act::Call { duty, note } => call(ctx, cast, duty, note),
    }
}

fn liaison(cast: &Cast, unit: &str) -> anyhow::Result<Actor> {
    cast.of(cast.unit(unit)?.id, Role::Liaison)
}

/// The dated obligation of a unit whose deliverable has the duty's words.
fn owed(ctx: &Context, cast: &Cast, duty: &Duty, unit: &str) -> anyhow::Result<LedgerRow> {
    let wanted = Wanted { unit_id: Some(cast.unit(unit)?.id), kind: Some(ObligationKind::Dated), ..Wanted::default() };
    let rows = ctx.db.read(|c| ledger::rows(c, &wanted))?;
    let found = rows.into_iter().find(|row| row.obligation.deliverable.contains(&duty.words));
    found.with_context(|| format!("seeds/demo/story.toml：{unit}没有“{}”", duty.words))
}

/// What a city owes over the year for a task.
fn standing(ctx: &Context, cast: &Cast, finished: &Finished) -> anyhow::Result<LedgerRow> {
    let unit_id = Some(cast.unit(&finished.unit)?.id);
    let wanted = Wanted { unit_id, kind: Some(ObligationKind::Standing), ..Wanted::default() };
    let rows = ctx.db.read(|c| ledger::rows(c, &wanted))?;
    let found = rows.into_iter().find(|row| row.task() == finished.task);
    found.with_context(|| format!("seeds/demo/story.toml：{}没有任务“{}”", finished.unit, finished.task))
}

fn finish(ctx: &Context, cast: &Cast, finished: &Finished) -> anyhow::Result<()> {
    let obligation_id = standing(ctx, cast, finished)?.obligation.id;
    let mut report = ReportFields::new(Stage::Done);
    report.progress = typed("progress", &finished.text).map_err(refusal)?;
    report.evidence = typed("evidence", "核查报告（演示）").map_err(refusal)?;
    let wish = SubmitReport { obligation_id, version: None, report, keeps_evidence: false, submit: true, round: None };
    actions::submit_report(ctx, &liaison(cast, &finished.unit)?, &wish).map_err(refusal)
}

fn acknowledge_but(ctx: &Context, cast: &Cast, unit: UnitId, words: &str) -> anyhow::Result<()> {
    let liaison = cast.of(unit, Role::Liaison)?;
    let wanted = Wanted { unit_id: Some(unit), status: Some(Status::Assigned), ..Wanted::default() };
    for row in ctx.db.read(|c| ledger::rows(c, &wanted))? {
        if !row.obligation.deliverable.contains(words) {
            actions::acknowledge(ctx, &liaison, row.obligation.id, None).map_err(refusal)?;
        }
    }
    Ok(())
}

fn duty_text(duty: &Duty, course: &Course) -> String {
    let n = course.unit.chars().map(u32::from).sum::<u32>() % 4 + 1;
    let filled = duty.report.replace("{city}", &course.unit).replace("{n}", &n.to_string());
    filled.replace("{m}", &(n * 17 + 40).to_string())
}

/// A note as a report on the way.
fn said(note: &Note) -> (Stage, String) {
    (note.stage.unwrap_or(Stage::InProgress), note.text.clone())
}

fn submit(
    ctx: &Context,
    cast: &Cast,
    (duty, unit): (&Duty, &str),
    (stage, text): &(Stage, String),
    submit: bool,
) -> anyhow::Result<()> {
    let row = owed(ctx, cast, duty, unit)?;
    let mut report = ReportFields::new(*stage);
    report.progress = typed("progress", text).map_err(refusal)?;
    if *stage == Stage::Done {
        report.evidence = typed("evidence", "正式文件（演示）").map_err(refusal)?;
    }
    let wish = SubmitReport {
        obligation_id: row.obligation.id,
        version: None,
        report,
        keeps_evidence: !submit,
        submit,
        round: None,
    };
    actions::submit_report(ctx, &liaison(cast, unit)?, &wish).map_err(refusal)
}

fn call(ctx: &Context, cast: &Cast, duty: &Duty, note: &Note) -> anyhow::Result<()> {
    let row = owed(ctx, cast, duty, &note.unit)?;
    let Actor::Person { person, .. } = liaison(cast, &note.unit)? else { return Ok(()) };
    let (spoke_with, answer) = (typed("spoke_with", &person.name), typed("answer", &note.text));
    let phone: Option<Telephone> =
        typed_if_any("phone", person.phone.as_deref().unwrap_or_default()).map_err(refusal)?;
    let spoken = Spoken {
        spoke_with: &spoke_with.map_err(refusal)?,
        phone: phone.as_ref(),
        answer: &answer.map_err(refusal)?,
        once_key: None,
    };
    actions::record_call(ctx, &cast.coordinator()?, row.obligation.id, &spoken).map_err(refusal)
}
