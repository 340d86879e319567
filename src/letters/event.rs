//! What somebody did: returned, not agreed to, opened again. It says who, why, and by when the answer is wanted.

use super::letter::{Draft, Entry, Section};
use super::matter::Matter;
use super::wording::Wording;
use crate::db::audit::Entry as Row;

/// The letter about a row of the trail.
pub fn draft(wording: &Wording, matter: &Matter, row: &Row) -> Draft {
    let (t, item) = (wording.t, &matter.item);
    let obligation = &item.row.obligation;
    let verb = t.word("step", &row.verb);
    let place = wording.place(&item.row.unit);
    let answer_by = obligation.answer_by.unwrap_or(item.effective_due);
    let (what, by) = (wording.short(&obligation.deliverable), wording.work_day(answer_by));
    let gaps: [(&str, &dyn std::fmt::Display); 4] = [("verb", &verb), ("place", &place), ("what", &what), ("by", &by)];
    let link = format!("{}/obligations/{}", wording.address, obligation.id);
    let entry = Entry { title: what.clone(), late: false, facts: facts(wording, matter, row), link: link.clone() };
    Draft {
        subject: t.fill("mail.event_subject", &gaps),
        opening: t.fill("mail.event_opening", &gaps),
        sections: vec![Section { title: verb.clone(), entries: vec![entry], ..Section::default() }],
        advice: ["mail.send_in", "mail.without_link"].map(|key| t.get(key).to_owned()).to_vec(),
        link,
        ..Draft::default()
    }
}

fn facts(wording: &Wording, matter: &Matter, row: &Row) -> Vec<(String, String)> {
    let (t, item) = (wording.t, &matter.item);
    let who = match &row.actor_unit {
        Some(unit) => format!("{unit} {}", row.actor),
        None => row.actor.clone(),
    };
    let reason = row.remark.clone().unwrap_or_else(|| t.get("mail.no_reason").to_owned());
    [
        ("mail.reason", reason),
        ("mail.by_whom", who),
        ("mail.task", format!("{} {}", item.row.task(), item.row.task_title)),
        ("mail.plan", item.row.obligation.deliverable.clone()),
        ("item.due", wording.date(item.effective_due)),
        ("mail.state", wording.state(item)),
    ]
    .map(|(label, text)| (t.get(label).to_owned(), text))
    .to_vec()
}
