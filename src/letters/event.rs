//! What somebody did: returned, not agreed to, opened again, decided, filed for the unit. It says who, why, and by when an answer is wanted.

use super::day::without_link;
use super::letter::{Draft, Entry, Section};
use super::links;
use super::matter::{Happening, What};
use super::wording::{NAME_CHARS, REASON_CHARS, TEXT_CHARS, Wording, cut};
use crate::db::audit::Entry as Row;
use crate::views::Item;

/// The letter about a row of the trail.
pub(super) fn draft(wording: &Wording, happening: &Happening, answers: bool) -> Draft {
    let (t, item, row) = (wording.t, &happening.matter.item, &happening.row);
    let obligation = &item.row.obligation;
    let verb = match happening.what {
        What::Measure(kind) => t.word("proposal", kind.as_str()),
        What::Filed => t.word("verb", row.verb.as_str()),
        What::ToAnswer => t.word("step", row.verb.as_str()),
    };
    let place = wording.place(&item.row.unit);
    let answer_by = obligation.answer_by.unwrap_or(item.effective_due);
    let (what, by) = (wording.short(&obligation.deliverable), wording.work_day(answer_by));
    let gaps: [(&str, &dyn std::fmt::Display); 4] = [("verb", &verb), ("place", &place), ("what", &what), ("by", &by)];
    let link = links::obligation(wording, obligation.id);
    let (title, facts, link_of_entry) = (what.clone(), facts(wording, item, row, happening.what), link.clone());
    let entry = Entry { title, facts, link: link_of_entry, late: false, is_cut: false };
    let (subject, opening, advice): (_, _, &[&str]) = match happening.what {
        What::ToAnswer => {
            ("mail.event_subject", "mail.event_opening", &["mail.send_in", without_link(wording, answers)])
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
    let facts = [
        ("mail.by_whom", who),
        ("mail.task", wording.task(item)),
        ("mail.plan", cut(&item.row.obligation.deliverable, TEXT_CHARS)),
        ("item.due", wording.date(item.effective_due)),
        ("mail.state", wording.state(item)),
    ];
    said.into_iter().chain(facts).map(|(label, text)| (t.get(label).to_owned(), text)).collect()
}
