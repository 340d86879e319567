//! The times that a measure's note or row of a table sets: what is no date and does not come back is doubted.

use super::blocks::Block;
use super::deadline;
use super::doubt::Doubts;
use super::parsed::Context;
use super::sentence::sentences;
use super::text::Passage;
use duban_domain::draft::{DraftMilestone, Span};
use duban_domain::plan::MilestoneKind;

/// Words for what has no date since it goes on or comes back.
const GOES_ON: &[&str] = &[
    "持续",
    "长期",
    "全年",
    "常年",
    "经常",
    "常态",
    "贯穿",
    "每月",
    "每季",
    "每年",
    "每半年",
    "每周",
    "每日",
    "每天",
    "每旬",
    "按月",
    "按季",
    "按年",
    "日常",
    "定期",
    "逐月",
    "逐季",
    "逐年",
    "长效",
    "始终",
    "一直",
    "滚动",
    "月月",
    "随时",
    "立行立改",
    "即知即改",
    "全过程",
];
/// Days from the beginning of a sheet's calendar that lie in a plan's years: 2010 to 2050.
const DAYS: std::ops::Range<u32> = 40_179..54_789;

/// The milestones that a note sets, none of them beyond the measure itself, which stands at `span`.
pub(super) fn of_note(block: &Block<'_>, span: Span, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftMilestone> {
    let mut found = deadline::of_note(block, context, doubts);
    let content = block.pieces.first().and_then(|piece| sentences(*piece).first().copied());
    for time in block.note.iter().flat_map(|note| &note.times) {
        let stands = |milestone: &DraftMilestone| milestone.phrase.is_empty() || said_in(milestone, *time);
        if found.iter().any(stands) {
            continue;
        }
        match content.filter(|_| time.contains_any(GOES_ON)) {
            Some(content) => found.push(ongoing(*time, content, span, context)),
            None => doubt(*time, doubts),
        }
    }
    found.iter_mut().for_each(|milestone| milestone.span = within(milestone.span, span));
    found
}

fn said_in(milestone: &DraftMilestone, time: Passage<'_>) -> bool {
    time.to_string().contains(milestone.phrase.trim_end_matches('…'))
}

/// 持续推进, 每月5日前: it has no date.
fn ongoing(time: Passage<'_>, content: Passage<'_>, span: Span, context: Context<'_>) -> DraftMilestone {
    DraftMilestone {
        phrase: time.brief(),
        due: None,
        kind: MilestoneKind::Ongoing,
        deliverable: content.brief(),
        owed_by: vec![context.default_owner.to_owned()],
        span,
    }
}

fn doubt(time: Passage<'_>, doubts: &mut Doubts) {
    let words = time.brief();
    let day = words.parse::<u32>().ok().filter(|day| DAYS.contains(day));
    let date = day
        .and_then(|day| chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(day.into())));
    match date {
        Some(date) => doubts.warn(
            time,
            format!("“{words}”像是表格里的日期序号（{}），没有读作期限，请核对", date.format("%Y年%-m月%-d日")),
        ),
        None => doubts.warn(time, format!("完成时限“{words}”没有读懂，请补日期")),
    }
}

/// The part of a stretch that lies in another; all of that where none does.
fn within(inner: Span, outer: Span) -> Span {
    let (from, to) = (inner.0.max(outer.0), inner.1.min(outer.1));
    if from < to { Span(from, to) } else { outer }
}
