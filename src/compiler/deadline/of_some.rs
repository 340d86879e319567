//! A bracket behind a time with another one for some: 4月底前（东湖区3月底前）, 6月底前（其中3个9月底前）.

use crate::date;
use crate::owed;
use crate::parsed::Context;
use crate::sentence::clauses;
use crate::text::Passage;

/// 4月底前（东湖区3月底前）: the time of all, and in the bracket that of some.
pub(super) fn parted<'t>(time: Passage<'t>, context: Context<'_>) -> Option<(Passage<'t>, Passage<'t>)> {
    let open = time.rfind("（")?;
    let (all, some) = (time.to(open), time.from(open + 1).trim(&['）']));
    let dates = date::column(time, context.years).binding;
    let (first, second) = (dates.first()?, dates.get(1)?);
    let parted = !some.contains("）") && dates.len() == 2 && first.end <= open && second.start > open + 1;
    let owners = owed::subjects(&clauses(some), &date::dates(some, context.years), context.registry);
    (parted && (!owners.is_empty() || part_of(some, context).is_some())).then_some((all, some))
}

/// 其中3个|8月底前: a part of what is to be done, in front of its time.
pub(super) fn part_of<'t>(some: Passage<'t>, context: Context<'_>) -> Option<Passage<'t>> {
    let date = date::column(some, context.years).binding.into_iter().next()?;
    let words = some.to(date.start).trim(&['，', '（', ' ']);
    (some.starts_with("其中") || some.starts_with("其余")).then_some(words).filter(|words| words.len() > 1)
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    #[test]
    fn a_bracket_may_have_the_time_of_a_part() {
        let registry = UnitRegistry::guangxi().unwrap();
        for (time, rows) in [
            ("2025年6月底前（其中3个9月底前）", ["2025-06-30 盘活项目9个", "2025-09-30 其中3个"]),
            ("2025年6月底前（其中3个2026年3月底前）", ["2025-06-30 盘活项目9个", "2026-03-31 其中3个"]),
            ("6月底前（其余10月底前）", ["2025-06-30 盘活项目9个", "2025-10-31 其余"]),
        ] {
            let document = format!("某市2025年计划\n序号\t内容\t牵头单位\t完成时限\n1\t盘活项目9个\t市甲局\t{time}");
            let draft = compile(&document, &Options { registry: &registry, year: None });
            let row = |m: &duban_domain::draft::DraftMilestone| {
                format!("{} {}", m.due.map(|due| due.to_string()).unwrap_or_default(), m.deliverable)
            };
            let found: Vec<String> = draft.tasks[0].measures[0].milestones.iter().map(row).collect();
            assert_eq!(found, rows, "{time}");
        }
    }
}
