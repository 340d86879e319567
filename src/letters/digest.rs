//! 督办周报: the week's brief for leaders, from how things stand when it is frozen.

use super::letter::{Draft, Section};
use super::wording::Wording;
use crate::domain::period::Week;
use crate::views::Brief;

/// So many items that are due soon; the page has them all.
const DUE_SOON: usize = 20;

/// The letter of a brief.
pub fn draft(wording: &Wording, brief: &Brief, week: Week) -> Draft {
    let t = wording.t;
    let (late, soon) = (brief.overdue_items(), brief.due_soon.len());
    let of = |(done, of): (usize, usize)| format!("{done}/{of}");
    let total = brief.total();
    let percent = total.percent().map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"));
    let figures = [
        ("mail.cities", of(brief.cities)),
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
        figures: figures.map(|(label, figure)| (t.get(label).to_owned(), figure)).to_vec(),
        sections: [late_units(wording, brief), due_soon(wording, brief), progress(wording, brief)]
            .into_iter()
            .flatten()
            .collect(),
        advice: Vec::new(),
        link: format!("{}/brief", wording.address),
    }
}

fn head(wording: &Wording, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| wording.t.get(key).to_owned()).collect()
}

fn late_units(wording: &Wording, brief: &Brief) -> Option<Section> {
    let mut rows = Vec::new();
    for unit in &brief.overdue {
        for (item, calls) in &unit.items {
            let late = wording.t.fill("mail.workdays", &[("n", &item.late.workdays)]);
            let due = wording.day(item.effective_due);
            let called = wording.t.fill("mail.calls", &[("n", &calls.len())]);
            rows.push((
                vec![unit.unit.clone(), wording.short(&item.row.obligation.deliverable), due, late, called],
                None,
            ));
        }
    }
    let title = wording.t.fill("mail.late_title", &[("n", &rows.len())]);
    let head = head(wording, &["item.unit", "mail.matter", "item.due", "mail.late", "mail.called"]);
    (!rows.is_empty()).then_some(Section { title, head, rows, ..Section::default() })
}

fn due_soon(wording: &Wording, brief: &Brief) -> Option<Section> {
    let all = brief.due_soon.len();
    let row = |item: &crate::views::Item| {
        let what = wording.short(&item.row.obligation.deliverable);
        (vec![item.row.unit.clone(), what, wording.day(item.effective_due), wording.state(item)], None)
    };
    let mut rows: Vec<_> = brief.due_soon.iter().take(DUE_SOON).map(row).collect();
    if all > DUE_SOON {
        let more = wording.t.fill("mail.and_more", &[("n", &(all - DUE_SOON))]);
        rows.push((vec![String::new(), more, String::new(), String::new()], None));
    }
    let title = wording.t.fill("mail.soon_title", &[("n", &all)]);
    let head = head(wording, &["item.unit", "mail.matter", "item.due", "mail.state"]);
    (!rows.is_empty()).then_some(Section { title, head, rows, ..Section::default() })
}

fn progress(wording: &Wording, brief: &Brief) -> Option<Section> {
    let row = |section: &crate::views::SectionProgress| {
        let counts = section.counts;
        let percent = counts.percent().unwrap_or_default();
        let title = format!("{}{}", section.label, section.title);
        let closed = format!("{}/{}", counts.closed, counts.counting());
        (vec![title, closed, counts.red.to_string(), format!("{percent}%")], Some(percent.min(100)))
    };
    let rows: Vec<_> = brief.sections.iter().map(row).collect();
    let head = head(wording, &["mail.section", "mail.closed", "mail.overdue", "mail.share"]);
    let title = wording.t.get("mail.progress_title").to_owned();
    (!rows.is_empty()).then_some(Section { title, head, rows, ..Section::default() })
}
