//! What somebody did: returned, not agreed to, opened again, decided, filed for the unit. It says who, why, and by when an answer is wanted.

use super::day::without_link;
use super::letter::{Draft, Entry, Section};
use super::links;
use super::matter::{Happening, What};
use super::wording::{NAME_CHARS, REASON_CHARS, TEXT_CHARS, TITLE_CHARS, Wording, cut};
use crate::db::audit::Entry as Row;
use crate::domain::obligation::due::has_deadline;
use crate::domain::trail::Verb;
use crate::views::Item;

/// The letter about a row of the trail.
pub(super) fn draft(wording: &Wording, happening: &Happening, answers: bool) -> Draft {
    let (t, item, row) = (wording.t, &happening.matter.item, &happening.row);
    let obligation = &item.row.obligation;
    let verb = match happening.what {
        What::Measure(kind) => t.word("proposal", kind.as_str()),
        What::Filed => t.word("verb", row.verb.as_str()),
        // A claim that was declined is called as on the unit's page.
        What::ToAnswer if row.verb == Verb::DeclineNotApplicable => t.word("verb", row.verb.as_str()),
        What::ToAnswer => t.word("step", row.verb.as_str()),
    };
    let place = wording.place(&item.row.unit);
    let what = wording.short(&obligation.deliverable);
    let (by, days) = (wording.work_day(item.effective_due), item.late.days);
    let gaps: [(&str, &dyn std::fmt::Display); 5] =
        [("verb", &verb), ("place", &place), ("what", &what), ("by", &by), ("days", &days)];
    let link = links::obligation(wording, obligation.id);
    let (title, facts, link_of_entry) = (what.clone(), facts(wording, item, row, happening.what), link.clone());
    let entry = Entry { title, facts, link: link_of_entry, late: false, is_cut: false };
    let (subject, opening, advice): (_, _, &[&str]) = match happening.what {
        What::ToAnswer => {
            let (subject, opening) = to_answer(wording, item, row);
            (subject, opening, &["mail.send_in", without_link(wording, answers)])
        }
        What::Measure(_) => {
            ("mail.told_subject", "mail.measure_opening", &["mail.send_in", without_link(wording, answers)])
        }
        What::Filed => ("mail.told_subject", "mail.filed_opening", &["mail.filed_advice"]),
    };
    Draft {
        subject: t.fill(subject, &gaps),
        opening: t.fill(opening, &gaps),
        sections: vec![Section { title: verb.clone(), entries: vec![entry], total: 1, ..Section::default() }],
        advice: advice.iter().map(|key| t.get(key).to_owned()).collect(),
        link,
        ..Draft::default()
    }
}

/// By when an answer is wanted: by a date to come, or at once where that is over. What counts as not reported says so.
fn to_answer(wording: &Wording, item: &Item, row: &Row) -> (&'static str, &'static str) {
    if is_of_the_month(item, row) {
        return ("mail.event_month_subject", "mail.event_month_opening");
    }
    let as_empty = is_as_empty(row);
    // What is owed over the year is reported on by the month: its last day is nothing to wait for.
    let is_over = item.effective_due < wording.sight.today || as_empty && !has_deadline(item.row.obligation.kind);
    match (is_over, item.late.days > 0, as_empty) {
        (false, _, false) => ("mail.event_subject", "mail.event_opening"),
        (false, _, true) => ("mail.event_subject", "mail.event_empty_opening"),
        (true, true, false) => ("mail.event_late_subject", "mail.event_late_opening"),
        (true, true, true) => ("mail.event_late_subject", "mail.event_late_empty_opening"),
        (true, false, false) => ("mail.event_soon_subject", "mail.event_soon_opening"),
        (true, false, true) => ("mail.event_soon_subject", "mail.event_soon_empty_opening"),
    }
}

/// Whether nothing is wanted by a date but the reports of the months: a claim on what is owed over the year was declined.
fn is_of_the_month(item: &Item, row: &Row) -> bool {
    row.verb == Verb::DeclineNotApplicable && item.is_standing()
}

/// Whether a return counts as not reported (视同未报).
fn is_as_empty(row: &Row) -> bool {
    let detail = serde_json::from_str::<serde_json::Value>(&row.detail).unwrap_or_default();
    detail.get("as_empty").and_then(serde_json::Value::as_bool).unwrap_or_default()
}

fn facts(wording: &Wording, item: &Item, row: &Row, what: What) -> Vec<(String, String)> {
    let t = wording.t;
    let unit = row.actor_unit.as_ref().map(|unit| cut(unit, NAME_CHARS) + " ").unwrap_or_default();
    let who = unit + &cut(&row.actor, NAME_CHARS);
    let reason = row.remark.as_deref().unwrap_or_else(|| t.get("mail.no_reason"));
    // What is only told has a remark or none; what is to be answered has a reason.
    let (label, is_said) = match what {
        What::ToAnswer => ("mail.reason", true),
        What::Measure(_) | What::Filed => ("field.remark", row.remark.is_some()),
    };
    let said = is_said.then(|| (label, cut(reason, REASON_CHARS)));
    let due = (!is_of_the_month(item, row)).then(|| ("item.due", wording.date(item.effective_due)));
    let facts = [
        ("mail.by_whom", who),
        ("mail.of_plan", cut(&item.row.plan, TITLE_CHARS)),
        ("mail.task", wording.task(item)),
        ("mail.plan", cut(&item.row.obligation.deliverable, TEXT_CHARS)),
    ];
    let facts = facts.into_iter().chain(due).chain([("mail.state", wording.state(item))]);
    let late = (item.late.days > 0).then(|| ("mail.late", wording.late(item)));
    said.into_iter().chain(facts).chain(late).map(|(label, text)| (t.get(label).to_owned(), text)).collect()
}
