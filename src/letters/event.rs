//! What somebody did: returned, not agreed to, opened again. It says who, why, and by when the answer is wanted.

use super::day::without_link;
use super::letter::{Draft, Entry, Section};
use super::links;
use super::matter::Happening;
use super::wording::{NAME_CHARS, REASON_CHARS, TEXT_CHARS, Wording, cut};
use crate::db::audit::Entry as Row;
use crate::views::Item;

/// The letter about a row of the trail.
pub(super) fn draft(wording: &Wording, happening: &Happening, answers: bool) -> Draft {
    let (t, item, row) = (wording.t, &happening.matter.item, &happening.row);
    let obligation = &item.row.obligation;
    let verb = t.word("step", &row.verb);
    let place = wording.place(&item.row.unit);
    let answer_by = obligation.answer_by.unwrap_or(item.effective_due);
    let (what, by) = (wording.short(&obligation.deliverable), wording.work_day(answer_by));
    let gaps: [(&str, &dyn std::fmt::Display); 4] = [("verb", &verb), ("place", &place), ("what", &what), ("by", &by)];
    let link = links::obligation(wording, obligation.id);
    let (title, facts, link_of_entry) = (what.clone(), facts(wording, item, row), link.clone());
    let entry = Entry { title, facts, link: link_of_entry, late: false, is_cut: false };
    Draft {
        subject: t.fill("mail.event_subject", &gaps),
        opening: t.fill("mail.event_opening", &gaps),
        sections: vec![Section { title: verb.clone(), entries: vec![entry], total: 1, ..Section::default() }],
        advice: ["mail.send_in", without_link(answers)].map(|key| t.get(key).to_owned()).to_vec(),
        link,
        ..Draft::default()
    }
}

fn facts(wording: &Wording, item: &Item, row: &Row) -> Vec<(String, String)> {
    let t = wording.t;
    let unit = row.actor_unit.as_ref().map(|unit| cut(unit, NAME_CHARS) + " ").unwrap_or_default();
    let who = unit + &cut(&row.actor, NAME_CHARS);
    let reason = row.remark.as_deref().unwrap_or_else(|| t.get("mail.no_reason"));
    [
        ("mail.reason", cut(reason, REASON_CHARS)),
        ("mail.by_whom", who),
        ("mail.task", wording.task(item)),
        ("mail.plan", cut(&item.row.obligation.deliverable, TEXT_CHARS)),
        ("item.due", wording.date(item.effective_due)),
        ("mail.state", wording.state(item)),
    ]
    .map(|(label, text)| (t.get(label).to_owned(), text))
    .to_vec()
}
