//! 督办周报: the week's brief for leaders, from how things stand when it is frozen.

use super::letter::{Draft, Section};
use super::links;
use super::room::ROWS;
use super::wording::{NAME_CHARS, Wording, cut};
use crate::db::notice::calls::Call;
use crate::domain::period::Week;
use crate::domain::unit::UnitClass;
use crate::views::{Brief, Item, LateUnit, SectionProgress};

/// The letter of a brief.
pub(super) fn draft(wording: &Wording, brief: &Brief, week: Week) -> Draft {
    let t = wording.t;
    let (late, soon) = (brief.overdue_items(), brief.due_soon.len());
    let of = |(done, of): (usize, usize)| format!("{done}/{of}");
    let total = brief.total();
    let percent = total.percent().map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"));
    let places = brief.places.iter().map(|(class, done, all)| (reported_by(*class), of((*done, *all))));
    let others = [
        ("mail.leads", of(brief.leads)),
        ("mail.overdue", late.to_string()),
        ("mail.soon", soon.to_string()),
        ("mail.to_review", brief.to_review.to_string()),
        ("mail.closed", format!("{}/{}（{percent}）", total.closed, total.counting())),
    ];
    let gaps: [(&str, &dyn std::fmt::Display); 5] = [
        ("week", &week),
        ("late", &late),
        ("soon", &soon),
        ("date", &wording.date(brief.today)),
        ("cut_off", &wording.day(brief.cut_off)),
    ];
    Draft {
        subject: t.fill("mail.digest_subject", &gaps),
        opening: t.fill("mail.digest_opening", &gaps),
        figures: places.chain(others).map(|(label, figure)| (t.get(label).to_owned(), figure)).collect(),
        sections: [late_units(wording, brief), due_soon(wording, brief), progress(wording, brief)]
            .into_iter()
            .flatten()
            .collect(),
        advice: Vec::new(),
        link: links::brief(wording),
        ..Draft::default()
    }
}

/// What the turnout of governments of a class is called.
fn reported_by(class: UnitClass) -> &'static str {
    match class {
        UnitClass::County => "mail.counties",
        UnitClass::Township => "mail.townships",
        _ => "mail.cities",
    }
}

fn head(wording: &Wording, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| wording.t.get(key).to_owned()).collect()
}

fn late_units(wording: &Wording, brief: &Brief) -> Option<Section> {
    let total = brief.overdue_items();
    let late = brief.overdue.iter().flat_map(|unit| unit.items.iter().map(move |late| (unit, late)));
    let row = |(unit, (item, calls)): (&LateUnit, &(Item, Vec<Call>))| {
        let what = wording.short(&item.row.obligation.deliverable);
        let late = wording.t.fill("mail.workdays", &[("n", &item.late.workdays)]);
        let called = wording.t.fill("mail.calls", &[("n", &calls.len())]);
        (vec![cut(&unit.unit, NAME_CHARS), what, wording.day(item.effective_due), late, called], None)
    };
    let rows: Vec<_> = late.take(ROWS.into()).map(row).collect();
    let title = wording.t.fill("mail.late_title", &[("n", &total)]);
    let head = head(wording, &["item.unit", "mail.matter", "item.due", "mail.late", "mail.called"]);
    (total > 0).then(|| Section { title, head, rows, total, all: links::overdue(wording), ..Section::default() })
}

fn due_soon(wording: &Wording, brief: &Brief) -> Option<Section> {
    let total = brief.due_soon.len();
    let row = |item: &Item| {
        let what = wording.short(&item.row.obligation.deliverable);
        let unit = cut(&item.row.unit, NAME_CHARS);
        (vec![unit, what, wording.day(item.effective_due), wording.state(item)], None)
    };
    let rows: Vec<_> = brief.due_soon.iter().take(ROWS.into()).map(row).collect();
    let title = wording.t.fill("mail.soon_title", &[("n", &total)]);
    let head = head(wording, &["item.unit", "mail.matter", "item.due", "mail.state"]);
    let dates = brief.due_soon.iter().map(|item| item.row.obligation.due);
    let all = links::due_between(wording, dates.clone().min().zip(dates.max()), None);
    (total > 0).then(|| Section { title, head, rows, total, all, ..Section::default() })
}

fn progress(wording: &Wording, brief: &Brief) -> Option<Section> {
    let row = |section: &SectionProgress| {
        let counts = section.counts;
        let percent = counts.percent().unwrap_or_default();
        let title = cut(&format!("{}{}", section.label, section.title), NAME_CHARS);
        let closed = format!("{}/{}", counts.closed, counts.counting());
        (vec![title, closed, counts.red.to_string(), format!("{percent}%")], Some(percent.min(100)))
    };
    let total = brief.sections.len();
    let rows: Vec<_> = brief.sections.iter().take(ROWS.into()).map(row).collect();
    let head = head(wording, &["mail.section", "mail.closed", "mail.overdue", "mail.share"]);
    let title = wording.t.get("mail.progress_title").to_owned();
    (total > 0).then(|| Section { title, head, rows, total, all: links::brief(wording), ..Section::default() })
}
