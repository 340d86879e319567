//! The day's mail: what is late, what is due soon, which monthly reports are wanted, all in one.

use super::letter::{Draft, Entry, Section};
use super::links;
use super::matter::{Listed, Matter, Matters};
use super::month::{Month, Months};
use super::wording::{NAME_CHARS, TEXT_CHARS, TITLE_CHARS, Wording, cut, is_long};
use crate::domain::id::UnitId;
use crate::domain::person::Role;
use crate::views::{Item, gap_words};

/// The day's letter to somebody in a post of that role at that unit.
pub(super) fn draft(wording: &Wording, matters: &Matters, (role, unit_id): (Role, UnitId), answers: bool) -> Draft {
    let t = wording.t;
    let own = role == Role::Liaison;
    // Somebody may stand for several units, and for each there may be the same to do.
    let names_unit = !own || matters.is_mixed || matters.is_of_many();
    let mut sections = Vec::new();
    for (title, list, is_late) in [("mail.late_title", &matters.late, true), ("mail.due_title", &matters.due, false)] {
        if list.total > 0 {
            sections.push(Section {
                title: t.fill(title, &[("n", &list.total)]),
                entries: list.matters.iter().map(|matter| entry(wording, matter, (own, names_unit))).collect(),
                total: list.total,
                all: links::list(wording, (role, unit_id), list, is_late),
                ..Section::default()
            });
        }
    }
    sections.extend(month_sections(wording, &matters.months, role));
    let link = match (own, matters.only()) {
        (_, Some(id)) => links::obligation(wording, id),
        (true, None) => links::own_work(wording),
        (false, None) => wording.link(""),
    };
    let (opening, part) = openings(own, matters.is_mixed, wording.links.is_some());
    Draft {
        subject: subject(wording, matters),
        opening: t.get(opening).to_owned(),
        opening_in_part: part.map(|part| t.get(part).to_owned()),
        sections,
        advice: advice(wording, matters, own, answers),
        link,
        ..Draft::default()
    }
}

/// How the letter begins, and how where it does not have everything: whose matters they are, the own unit's, others', or both.
fn openings(own: bool, is_mixed: bool, has_links: bool) -> (&'static str, Option<&'static str>) {
    match (own, is_mixed, has_links) {
        (_, true, true) => ("mail.opening_both", Some("mail.opening_both_part")),
        (_, true, false) => ("mail.opening_both", Some("mail.opening_both_part_ask")),
        (true, false, true) => ("mail.opening_own", Some("mail.opening_own_part")),
        (true, false, false) => ("mail.opening_own", Some("mail.opening_own_part_ask")),
        (false, false, _) => ("mail.opening_copy", None),
    }
}

fn advice(wording: &Wording, matters: &Matters, own: bool, answers: bool) -> Vec<String> {
    if !own {
        return vec![wording.t.get("mail.advice_copy").to_owned()];
    }
    let mut keys = Vec::new();
    if matters.late.total + matters.due.total > 0 {
        keys.push("mail.send_in");
    }
    if !matters.months.is_empty() {
        keys.push("mail.send_in_month");
    }
    keys.push(without_link(wording, answers));
    keys.into_iter().map(|key| wording.t.get(key).to_owned()).collect()
}

/// What to do where the link does not open, or there is none: nobody is told to answer a mail whose answer nobody reads.
pub(super) fn without_link(wording: &Wording, answers: bool) -> &'static str {
    match (wording.links.is_some(), answers) {
        (true, true) => "mail.without_link",
        (true, false) => "mail.without_link_by_telephone",
        (false, true) => "mail.no_link",
        (false, false) => "mail.no_link_by_telephone",
    }
}

fn entry(wording: &Wording, matter: &Matter, (own, names_unit): (bool, bool)) -> Entry {
    let (t, item) = (wording.t, &matter.item);
    let obligation = &item.row.obligation;
    let mut facts = Vec::new();
    let mut fact = |label: &str, text: String| facts.push((t.get(label).to_owned(), text));
    if names_unit {
        fact("item.unit", cut(&item.row.unit, NAME_CHARS));
    }
    fact("mail.of_plan", cut(&item.row.plan, TITLE_CHARS));
    fact("mail.task", wording.task(item));
    let deliverable = cut(&obligation.deliverable, TEXT_CHARS);
    let plan_says = match &matter.phrase {
        Some(phrase) => t.fill("mail.plan_says", &[("phrase", &cut(phrase, NAME_CHARS)), ("text", &deliverable)]),
        None => deliverable,
    };
    fact("mail.plan", plan_says);
    fact("item.due", due(wording, item));
    if item.effective_due != obligation.original_due {
        fact("mail.original_due", wording.date(obligation.original_due));
    }
    if let Some(reason) = &matter.returned {
        fact("my_work.why_returned", cut(reason, TEXT_CHARS));
    }
    if let Some(gap) = &item.unannounced {
        fact("mail.guessed", gap_words(wording.t, gap));
    }
    if item.late.days > 0 {
        fact("mail.late", wording.late(item));
    }
    fact("mail.state", wording.state(item));
    if !own {
        let unknown = || t.get("mail.no_liaison").to_owned();
        fact("mail.liaison", matter.liaison.as_ref().map_or_else(unknown, |contact| wording.contact(contact)));
    }
    let link = links::obligation(wording, obligation.id);
    let is_cut = [Some(&obligation.deliverable), matter.returned.as_ref()]
        .into_iter()
        .flatten()
        .any(|text| is_long(text, TEXT_CHARS));
    Entry { title: wording.short(&obligation.deliverable), late: item.late.days > 0, is_cut, facts, link }
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

fn month_sections(wording: &Wording, months: &Months, role: Role) -> Vec<Section> {
    let mut sections: Vec<Section> = months.lists.iter().map(|month| month_section(wording, month, role)).collect();
    if months.more > 0 {
        let title = wording.t.fill("mail.months_more_title", &[("n", &months.more)]);
        let all = links::reports(wording, role, None);
        sections.push(Section { title, total: months.more_reports, all, ..Section::default() });
    }
    sections
}

fn month_section(wording: &Wording, month: &Month, role: Role) -> Section {
    let key = match (month.missed, month.late_until) {
        (_, Some(_)) => "mail.month_late_title",
        (true, None) => "mail.month_missed_title",
        (false, None) => "mail.month_title",
    };
    let (unit, by) = (cut(&month.unit, NAME_CHARS), wording.day(month.cut_off));
    let (period, late) = (wording.month(month.period), late_until(wording, month));
    let plan = month.items.first().map(|item| cut(&item.row.plan, TITLE_CHARS)).unwrap_or_default();
    let gaps: [(&str, &dyn std::fmt::Display); 6] =
        [("unit", &unit), ("period", &period), ("by", &by), ("n", &month.total), ("late", &late), ("plan", &plan)];
    let what = |item: &Item| cut(&item.row.obligation.deliverable, TEXT_CHARS);
    let row = |item: &Item| (vec![cut(&item.row.task(), NAME_CHARS), what(item), wording.state(item)], None);
    Section {
        title: wording.t.fill(key, &gaps),
        head: ["mail.number", "mail.task", "mail.state"].map(|key| wording.t.get(key).to_owned()).to_vec(),
        rows: month.items.iter().map(row).collect(),
        total: month.total,
        all: links::reports(wording, role, Some(&month.unit)),
        is_cut: month.items.iter().any(|item| is_long(&item.row.obligation.deliverable, TEXT_CHARS)),
        ..Section::default()
    }
}

/// What the reader sees in the list of mails: the weightiest matter first.
fn subject(wording: &Wording, matters: &Matters) -> String {
    if let Some(first) = matters.late.matters.first() {
        return late_subject(wording, matters, first);
    }
    match (matters.due.matters.first(), matters.months.lists.first()) {
        (Some(first), _) => due_subject(wording, matters, first),
        (None, Some(month)) => month_subject(wording, month),
        (None, None) => String::new(),
    }
}

fn late_subject(wording: &Wording, matters: &Matters, first: &Matter) -> String {
    let (place, what) = (places(wording, &matters.late), wording.short(&first.item.row.obligation.deliverable));
    let (n, days) = (matters.late.total, first.item.late.workdays);
    let gaps: [(&str, &dyn std::fmt::Display); 4] = [("place", &place), ("what", &what), ("n", &n), ("days", &days)];
    let subject = wording.t.fill(if n == 1 { "mail.late_one" } else { "mail.late_many" }, &gaps);
    let soon = match matters.due.total {
        0 => String::new(),
        more => wording.t.fill("mail.more", &[("n", &more)]),
    };
    subject + &soon + &months_too(wording, matters)
}

fn due_subject(wording: &Wording, matters: &Matters, first: &Matter) -> String {
    let (place, what) = (places(wording, &matters.due), wording.short(&first.item.row.obligation.deliverable));
    let (n, by) = (matters.due.total, wording.work_day(first.item.effective_due));
    let gaps: [(&str, &dyn std::fmt::Display); 4] = [("place", &place), ("what", &what), ("n", &n), ("by", &by)];
    let subject = wording.t.fill(if n == 1 { "mail.due_one" } else { "mail.due_many" }, &gaps);
    subject + &months_too(wording, matters)
}

/// That reports are wanted as well.
fn months_too(wording: &Wording, matters: &Matters) -> String {
    match matters.months.total() {
        0 => String::new(),
        n => wording.t.fill("mail.months_too", &[("n", &n)]),
    }
}

fn month_subject(wording: &Wording, month: &Month) -> String {
    let (place, by, n) = (wording.place(&month.unit), wording.day(month.cut_off), month.total);
    let (period, late) = (wording.month(month.period), late_until(wording, month));
    let gaps: [(&str, &dyn std::fmt::Display); 5] =
        [("place", &place), ("period", &period), ("by", &by), ("n", &n), ("late", &late)];
    let key = match (month.missed, month.late_until) {
        (_, Some(_)) => "mail.month_late",
        (true, None) => "mail.month_missed",
        (false, None) => "mail.month_due",
    };
    wording.t.fill(key, &gaps)
}

/// Until when a late report still answers the month; empty where none does, and before it is late.
fn late_until(wording: &Wording, month: &Month) -> String {
    month.late_until.map(|day| wording.day(day)).unwrap_or_default()
}

/// The unit that all of them are about, or how many units.
fn places(wording: &Wording, list: &Listed) -> String {
    match list.matters.first() {
        Some(first) if list.units == 1 => wording.place(&first.item.row.unit),
        _ => wording.t.fill("mail.units", &[("n", &list.units)]),
    }
}
