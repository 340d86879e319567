//! The day's mail: what is late, what is due soon, which monthly reports are wanted, all in one.

use super::letter::{Draft, Entry, Section};
use super::matter::{Matter, Matters, Month};
use super::wording::Wording;
use crate::domain::person::Role;
use crate::views::Item;

/// So many titles of a month's list; the page has them all.
const TITLES: usize = 30;

/// The day's letter to somebody in that role.
pub fn draft(wording: &Wording, matters: &Matters, role: Role) -> Draft {
    let t = wording.t;
    let own = role == Role::Liaison;
    // Somebody may stand for several units, and for each there may be the same to do.
    let names_unit = !own || matters.units() > 1;
    let mut sections = Vec::new();
    for (title, list) in [("mail.late_title", &matters.late), ("mail.due_title", &matters.due)] {
        if !list.is_empty() {
            let entries = list.iter().map(|matter| entry(wording, matter, (own, names_unit))).collect();
            sections.push(Section { title: t.fill(title, &[("n", &list.len())]), entries, ..Section::default() });
        }
    }
    sections.extend(matters.months.iter().map(|month| month_section(wording, month)));
    let link = match (own, matters.only()) {
        (_, Some(id)) => format!("{}/obligations/{id}", wording.address),
        (true, None) => format!("{}/my-work", wording.address),
        (false, None) => wording.address.clone(),
    };
    Draft {
        subject: subject(wording, matters),
        opening: t.get(if own { "mail.opening_own" } else { "mail.opening_copy" }).to_owned(),
        sections,
        advice: advice(wording, matters, own),
        link,
        ..Draft::default()
    }
}

fn advice(wording: &Wording, matters: &Matters, own: bool) -> Vec<String> {
    if !own {
        return vec![wording.t.get("mail.advice_copy").to_owned()];
    }
    let mut keys = Vec::new();
    if !(matters.late.is_empty() && matters.due.is_empty()) {
        keys.push("mail.send_in");
    }
    if !matters.months.is_empty() {
        keys.push("mail.send_in_month");
    }
    keys.push("mail.without_link");
    keys.into_iter().map(|key| wording.t.get(key).to_owned()).collect()
}

fn entry(wording: &Wording, matter: &Matter, (own, names_unit): (bool, bool)) -> Entry {
    let (t, item) = (wording.t, &matter.item);
    let obligation = &item.row.obligation;
    let mut facts = Vec::new();
    let mut fact = |label: &str, text: String| facts.push((t.get(label).to_owned(), text));
    if names_unit {
        fact("item.unit", item.row.unit.clone());
    }
    fact("mail.task", format!("{} {}", item.row.task(), item.row.task_title));
    let plan_says = match &matter.phrase {
        Some(phrase) => t.fill("mail.plan_says", &[("phrase", phrase), ("text", &obligation.deliverable)]),
        None => obligation.deliverable.clone(),
    };
    fact("mail.plan", plan_says);
    fact("item.due", due(wording, item));
    if item.late.days > 0 {
        let gaps: [(&str, &dyn std::fmt::Display); 2] = [("n", &item.late.days), ("workdays", &item.late.workdays)];
        fact("mail.late", t.fill("item.days_late", &gaps));
    }
    fact("mail.state", wording.state(item));
    if !own {
        let unknown = || t.get("mail.no_liaison").to_owned();
        fact("mail.liaison", matter.liaison.as_ref().map_or_else(unknown, |contact| wording.contact(contact)));
    }
    let link = format!("{}/obligations/{}", wording.address, obligation.id);
    Entry { title: wording.short(&obligation.deliverable), late: item.late.days > 0, facts, link }
}

/// The date as it counts with its weekday, and by when it is wanted where that is a day off.
fn due(wording: &Wording, item: &Item) -> String {
    let date = wording.date(item.effective_due);
    let is_off = !wording.sight.calendar.is_workday(item.effective_due);
    if item.late.days == 0 && is_off {
        let by = wording.work_day(item.effective_due);
        return wording.t.fill("mail.due_before", &[("date", &date), ("by", &by)]);
    }
    date
}

fn month_section(wording: &Wording, month: &Month) -> Section {
    let key = if month.missed { "mail.month_missed_title" } else { "mail.month_title" };
    let (by, n) = (wording.day(month.cut_off), month.items.len());
    let gaps: [(&str, &dyn std::fmt::Display); 4] =
        [("unit", &month.unit), ("period", &month.period), ("by", &by), ("n", &n)];
    let row = |item: &Item| (vec![item.row.task(), item.row.obligation.deliverable.clone(), wording.state(item)], None);
    let head = ["mail.number", "mail.task", "mail.state"].map(|key| wording.t.get(key).to_owned());
    let mut rows: Vec<_> = month.items.iter().take(TITLES).map(row).collect();
    if n > TITLES {
        rows.push((vec![String::new(), wording.t.fill("mail.and_more", &[("n", &(n - TITLES))]), String::new()], None));
    }
    Section { title: wording.t.fill(key, &gaps), head: head.to_vec(), rows, ..Section::default() }
}

/// What the reader sees in the list of mails: the weightiest matter first.
fn subject(wording: &Wording, matters: &Matters) -> String {
    if let Some(first) = matters.late.first() {
        return late_subject(wording, matters, first);
    }
    match (matters.due.first(), matters.months.first()) {
        (Some(first), _) => due_subject(wording, matters, first),
        (None, Some(month)) => month_subject(wording, month),
        (None, None) => String::new(),
    }
}

fn late_subject(wording: &Wording, matters: &Matters, first: &Matter) -> String {
    let (place, what) = (places(wording, &matters.late), wording.short(&first.item.row.obligation.deliverable));
    let (n, days) = (matters.late.len(), first.item.late.workdays);
    let gaps: [(&str, &dyn std::fmt::Display); 4] = [("place", &place), ("what", &what), ("n", &n), ("days", &days)];
    let subject = wording.t.fill(if n == 1 { "mail.late_one" } else { "mail.late_many" }, &gaps);
    let soon = match matters.due.len() {
        0 => String::new(),
        more => wording.t.fill("mail.more", &[("n", &more)]),
    };
    subject + &soon + &months_too(wording, matters)
}

fn due_subject(wording: &Wording, matters: &Matters, first: &Matter) -> String {
    let (place, what) = (places(wording, &matters.due), wording.short(&first.item.row.obligation.deliverable));
    let (n, by) = (matters.due.len(), wording.work_day(first.item.effective_due));
    let gaps: [(&str, &dyn std::fmt::Display); 4] = [("place", &place), ("what", &what), ("n", &n), ("by", &by)];
    let subject = wording.t.fill(if n == 1 { "mail.due_one" } else { "mail.due_many" }, &gaps);
    subject + &months_too(wording, matters)
}

/// That reports are wanted as well.
fn months_too(wording: &Wording, matters: &Matters) -> String {
    match matters.months.iter().map(|month| month.items.len()).sum::<usize>() {
        0 => String::new(),
        n => wording.t.fill("mail.months_too", &[("n", &n)]),
    }
}

fn month_subject(wording: &Wording, month: &Month) -> String {
    let (place, by, n) = (wording.place(&month.unit), wording.day(month.cut_off), month.items.len());
    let gaps: [(&str, &dyn std::fmt::Display); 4] =
        [("place", &place), ("period", &month.period), ("by", &by), ("n", &n)];
    wording.t.fill(if month.missed { "mail.month_missed" } else { "mail.month_due" }, &gaps)
}

/// The unit that all of them are about, or how many units.
fn places(wording: &Wording, matters: &[Matter]) -> String {
    let units: std::collections::BTreeSet<&str> = matters.iter().map(|matter| matter.item.row.unit.as_str()).collect();
    match units.first() {
        Some(only) if units.len() == 1 => wording.place(only).to_owned(),
        _ => wording.t.fill("mail.units", &[("n", &units.len())]),
    }
}
