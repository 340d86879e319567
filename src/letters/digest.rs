//! 督办简报: the week's digest for leaders, from how things stand when it is frozen.

use chrono::Days;

use super::letter::{Draft, Section};
use super::links;
use super::room::ROWS;
use super::wording::{NAME_CHARS, Wording, cut};
use crate::db::notice::calls::Call;
use crate::domain::period::Week;
use crate::domain::unit::UnitClass;
use crate::views::{self, AHEAD_DAYS, Brief, Item, LateUnit, SectionProgress};

/// The letter of a brief; `again`: one of the week has left before.
pub(super) fn draft(wording: &Wording, brief: &Brief, (week, again): (Week, bool)) -> Draft {
    let t = wording.t;
    let (late, soon) = (brief.overdue.all_items, brief.all_soon.rows);
    let of = |(done, of): (usize, usize)| format!("{done}/{of}");
    let due = brief.progress.due();
    // Of one unit it is said whether its reports are in; of all, how many have reported.
    let own = brief.own_reports().map(|key| ("mail.own", t.get(key).to_owned()));
    let (of_all, month) = (brief.unit.is_none() && brief.asks_for_reports(), wording.month(brief.period));
    let places =
        brief.places.iter().filter(|_| of_all).map(|(class, done, all)| (reported_by(*class), of((*done, *all))));
    let leads = of_all.then(|| ("mail.leads", of(brief.leads)));
    let others = [
        ("mail.overdue", late.to_string()),
        ("mail.soon", soon.to_string()),
        ("mail.to_review", brief.to_review.to_string()),
        ("progress.figure", format!("{}/{}", due.closed(), due.due())),
    ];
    let gaps: [(&str, &dyn std::fmt::Display); 7] = [
        ("week", &week.number()),
        ("from", &wording.month_day(week.monday().unwrap_or(brief.today))),
        ("late", &late),
        ("soon", &soon),
        ("date", &wording.date(brief.today)),
        ("cut_off", &wording.day(brief.cut_off)),
        ("month", &month),
    ];
    let opening = if brief.asks_for_reports() { "mail.digest_opening" } else { "mail.digest_opening_without" };
    Draft {
        subject: t.fill("mail.digest_subject", &gaps) + if again { t.get("mail.digest_again") } else { "" },
        opening: [t.fill(opening, &gaps), views::due_words(t, &brief.progress), views::year_words(t, &brief.progress)]
            .concat(),
        figures: own
            .into_iter()
            .chain(places)
            .chain(leads)
            .chain(others)
            .map(|(label, figure)| (t.fill(label, &gaps), figure))
            .collect(),
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

fn whole(n: i64) -> usize {
    usize::try_from(n).unwrap_or_default()
}

fn late_units(wording: &Wording, brief: &Brief) -> Option<Section> {
    let total = whole(brief.overdue.all_items);
    let late = brief.overdue.units.iter().flat_map(|unit| unit.items.iter().map(move |late| (unit, late)));
    let row = |(unit, (item, calls)): (&LateUnit, &(Item, Vec<Call>))| {
        let what = wording.short(&item.row.obligation.deliverable);
        let late = wording.t.fill("mail.workdays", &[("n", &item.late.workdays)]);
        let called = wording.t.fill("mail.calls", &[("n", &calls.len())]);
        (vec![cut(&unit.unit, NAME_CHARS), what, wording.day(item.effective_due), late, called], None)
    };
    let rows: Vec<_> = late.take(ROWS.into()).map(row).collect();
    let title = wording.t.fill("mail.late_title", &[("n", &total)]);
    let head = head(wording, &["item.unit", "mail.matter", "item.due", "mail.late", "mail.called"]);
    let all = brief.unit.as_deref().map_or_else(|| links::overdue(wording), |unit| links::late_of(wording, unit));
    (total > 0).then(|| Section { title, head, rows, total, all, ..Section::default() })
}

fn due_soon(wording: &Wording, brief: &Brief) -> Option<Section> {
    let total = whole(brief.all_soon.rows);
    let row = |item: &Item| {
        let what = wording.short(&item.row.obligation.deliverable);
        let unit = cut(&item.row.unit, NAME_CHARS);
        (vec![unit, what, wording.day(item.effective_due), wording.state(item)], None)
    };
    let rows: Vec<_> = brief.due_soon.iter().take(ROWS.into()).map(row).collect();
    let title = wording.t.fill("mail.soon_title", &[("n", &total)]);
    let head = head(wording, &["item.unit", "mail.matter", "item.due", "mail.state"]);
    let dates = brief.due_soon.iter().map(|item| item.row.obligation.due);
    let last =
        dates.clone().max().map(|last| if brief.more_soon() > 0 { brief.today + Days::new(AHEAD_DAYS) } else { last });
    let all = links::due_between(wording, dates.min().zip(last), brief.unit.as_deref());
    (total > 0).then(|| Section { title, head, rows, total, all, ..Section::default() })
}

fn progress(wording: &Wording, brief: &Brief) -> Option<Section> {
    let row = |section: &SectionProgress| {
        let due = section.due;
        let title = cut(&section.heading(), NAME_CHARS);
        let counts = [due.due(), due.closed(), due.on_time, due.late, due.not_closed()].map(|n| n.to_string());
        let share = due.percent().map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"));
        ([title].into_iter().chain(counts).chain([share]).collect(), due.percent())
    };
    let total = brief.progress.sections.len();
    let rows: Vec<_> = brief.progress.sections.iter().take(ROWS.into()).map(row).collect();
    let columns = ["due", "closed", "on_time", "late", "open"].map(|name| format!("progress.col_{name}"));
    let part = if brief.progress.by_plan { "nav.plan" } else { "mail.section" };
    let columns = [part].into_iter().chain(columns.iter().map(String::as_str)).chain(["mail.share"]);
    let head = head(wording, &columns.collect::<Vec<_>>());
    let title = wording.t.get("mail.progress_title").to_owned();
    (total > 0).then(|| Section { title, head, rows, total, all: links::brief(wording), ..Section::default() })
}
