//! The times that a measure's note or a cell of a table sets: …，9月底前完成; 完成时限：每季度末; 持续推进.

use super::words::{end_of_content, is_bare_verb, is_over, unmarked};
use super::{doubt, doubt_owner, kind, label, of_some, owners};
use crate::blocks::Block;
use crate::date::{self, DatePhrase, Dates, Due};
use crate::doubt::Doubts;
use crate::note::Aim;
use crate::owed;
use crate::parsed::{self, Context, Parsed};
use crate::sentence::sentences;
use crate::table;
use crate::text::{Passage, is_ideograph};
use crate::undated;
use chrono::{Datelike as _, Days, NaiveDate};
use duban_domain::draft::{DraftMilestone, Span};
use duban_domain::plan::MilestoneKind;

/// Marks around the words of a time.
const AROUND: &[char] = &['，', '；', '。', '、', ',', ';', ' ', '（', '）', '\n', '\t', '-', '—', '/', '：'];
/// What stands behind a date and says no more than the date does.
const SAID: &[&str] =
    &["前完成", "完成任务", "按期完成", "全部完成", "落实到位", "完成并长期坚持", "完成并持续推进", "底", "前", "止"];

/// The times that a note sets, with what must be there by then: its own words, else what the measure opens with. What is merged
/// with another row of a table stands beyond the measure itself, which is at `span`.
pub(crate) fn of_note(block: &Block<'_>, span: Span, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftMilestone> {
    let content = block.subtitle.or_else(|| opening(&block.pieces));
    let times = block.note.iter().flat_map(|note| &note.times).map(|time| time.trim(AROUND));
    let times = times.filter(|time| !time.is_empty() && !is_over(*time, doubts)).collect::<Vec<_>>().into_iter();
    let Some(content) = content.map(|content| content.trim(&['；', '，'])) else {
        times.for_each(|time| doubts.warn(time, "这里写的时限不知道是做什么的，请补"));
        return Vec::new();
    };
    let mut found: Vec<DraftMilestone> = times.flat_map(|time| of_time(time, content, context, doubts)).collect();
    for remark in block.note.iter().flat_map(|note| &note.remarks) {
        match remark.aim {
            Some(Aim::Stage(head, _)) => found.extend(of_stage(head, remark.words, context, doubts)),
            Some(Aim::Act(head)) => found.extend(of_act(head, remark.words, context, doubts)),
            _ => {}
        }
    }
    found.into_iter().map(|milestone| DraftMilestone { span: within(milestone.span, span), ..milestone }).collect()
}

/// What the text of a measure opens with; the first thing that a table in it measures where it is nothing else.
fn opening<'t>(pieces: &[Passage<'t>]) -> Option<Passage<'t>> {
    let prose = pieces.iter().find(|piece| !table::is_row(**piece)).and_then(|p| sentences(*p).first().copied());
    let cells = || pieces.get(1).or(pieces.first()).map(|row| table::cells(*row)).unwrap_or_default();
    let words = |cell: &Passage<'t>| cell.chars().iter().any(|c| is_ideograph(*c));
    let named = || cells().into_iter().take(2).filter(words).last();
    prose.or_else(named)
}

fn of_time(time: Passage<'_>, content: Passage<'_>, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftMilestone> {
    if let Some((all, some)) = of_some::parted(time, context) {
        let mut found = of_time(all, content, context, doubts);
        let own = of_some::part_of(some, context).unwrap_or(content);
        found.extend(of_time(some, own, context, doubts));
        return found;
    }
    let Dates { binding, told } = date::column(time, context.years);
    told.iter().for_each(|date| parsed::say_told(time, date, doubts));
    let parsed = Parsed::with_dates(time, binding, context);
    let mut found: Vec<DraftMilestone> =
        parsed.dates.iter().map(|date| dated(&parsed, date, content, context, doubts)).collect();
    let undated = undated::in_note(&parsed, context, doubts);
    found.extend(undated.into_iter().map(|milestone| with_content(milestone, time, content)));
    let day = day_of_sheet(time).filter(|_| found.is_empty());
    if let Some(day) = day.filter(|day| !context.years.begin_after(day.year()) && !context.years.end_before(day.year()))
    {
        doubts.note(time, day.format("表格里的日期序号，已读作%Y年%-m月%-d日").to_string());
        found.push(on_day(day, time, content, context));
    } else if found.is_empty() {
        let day = day.map(|day| day.format("，像是表格里的日期序号（%Y年%-m月%-d日）").to_string());
        doubts.warn(time, format!("这里写的时限没有读懂{}，请补日期", day.unwrap_or_default()));
    }
    found
}

/// What a cell says must be there by the part of the year that stands over it.
fn of_stage(head: Passage<'_>, cell: Passage<'_>, context: Context<'_>, doubts: &mut Doubts) -> Option<DraftMilestone> {
    let Some(date) = date::of_head(head, context.years) else {
        doubts.warn(cell, format!("表头“{}”没有读作日期，请补时限", head.brief()));
        return None;
    };
    if date.due == Due::Over {
        doubts.note(cell, format!("表头“{}”早于计划年度，没有列为时限，请核对", head.brief()));
        return None;
    }
    let parsed = Parsed::with_dates(cell, Vec::new(), context);
    let subject = owed::governing(&parsed.subjects, cell.start(), cell.end());
    doubt(&date, head, doubts);
    Some(DraftMilestone {
        phrase: head.brief(),
        due: date.due.date(),
        kind: kind(head, cell, &date, context.years),
        deliverable: cell.brief(),
        owed_by: owners(subject, context),
        span: cell.span(),
    })
}

/// What the head of a column says is done by the time in a cell: 开工时间. What was done before the plan's time stays in the notes.
fn of_act(head: Passage<'_>, cell: Passage<'_>, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftMilestone> {
    let Dates { binding, .. } = date::column(cell, context.years);
    let act = head.strip_suffix(table::WHEN).map_or(head, |(act, _)| act);
    let act = act.strip_prefix(&["计划", "预计", "拟"]).unwrap_or(act);
    let ahead = binding.into_iter().filter(|date| date.due != Due::Over);
    let mut milestone = |date: DatePhrase| {
        let phrase = cell.cut(date.start, date.end);
        doubt(&date, phrase, doubts);
        DraftMilestone {
            phrase: phrase.brief(),
            due: date.due.date(),
            kind: MilestoneKind::Deliverable,
            deliverable: act.brief(),
            owed_by: owners(None, context),
            span: cell.span(),
        }
    };
    ahead.map(&mut milestone).collect()
}

/// The day that a bare number of a sheet means, where it lies in a plan's years: 45991 is the last of November 2025.
fn day_of_sheet(time: Passage<'_>) -> Option<NaiveDate> {
    const DAYS: std::ops::Range<u32> = 40_179..54_789;
    let day = time.brief().parse::<u32>().ok().filter(|day| DAYS.contains(day))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(day.into()))
}

/// What a measure opens with, by the day that a number of a sheet means.
fn on_day(day: NaiveDate, time: Passage<'_>, content: Passage<'_>, context: Context<'_>) -> DraftMilestone {
    DraftMilestone {
        phrase: time.brief(),
        due: Some(day),
        kind: MilestoneKind::Deliverable,
        deliverable: content.brief(),
        owed_by: owners(None, context),
        span: around(content, time),
    }
}

/// The part of a stretch that lies in another; all of that where none does.
fn within(inner: Span, outer: Span) -> Span {
    let (from, to) = (inner.0.max(outer.0), inner.1.min(outer.1));
    if from < to { Span(from, to) } else { outer }
}

fn dated(
    parsed: &Parsed<'_>,
    date: &DatePhrase,
    content: Passage<'_>,
    context: Context<'_>,
    doubts: &mut Doubts,
) -> DraftMilestone {
    let phrase = parsed.whole.cut(date.start, date.end);
    let subject = owed::governing(&parsed.subjects, date.start, date.end);
    let said = own(parsed, date, content).unwrap_or_else(|| content.brief());
    doubt(date, phrase, doubts);
    doubt_owner(subject, parsed.whole, doubts);
    DraftMilestone {
        phrase: phrase.brief(),
        due: date.due.date(),
        kind: kind(phrase, own_words(parsed, date).unwrap_or(content), date, context.years),
        deliverable: said,
        owed_by: owners(subject, context),
        span: around(content, phrase),
    }
}

/// What the note itself says of a date: 8月底前完成方案编制; 方案编制8月底前完成; 一期6月底前 of what the measure opens with.
fn own(parsed: &Parsed<'_>, date: &DatePhrase, content: Passage<'_>) -> Option<String> {
    let label = label::of(parsed, date);
    let rest = own_words(parsed, date);
    match (label, rest) {
        (Some(label), Some(rest)) => Some(format!("{label}{}", rest.brief())),
        (Some(label), None) => Some(format!("{label}{}", content.brief())).filter(|_| parsed.dates.len() > 1),
        (None, Some(rest)) => (!is_bare_verb(rest)).then(|| rest.brief()),
        (None, None) => None,
    }
}

/// What stands behind a date of a note. What a bracket adds says nothing of what is done by then: 9月底前（续建）.
fn own_words<'t>(parsed: &Parsed<'t>, date: &DatePhrase) -> Option<Passage<'t>> {
    let rest = parsed.whole.cut(date.to, end_of_content(parsed, date));
    let added = rest.trim(AROUND).start() > rest.start() && matches!(rest.at(rest.start()), Some('（' | '('));
    let rest = unmarked(rest.trim(AROUND));
    let said = rest.is_empty() || undated::lasts(rest) || SAID.contains(&rest.to_string().as_str());
    let close = (date.to..parsed.whole.end()).find(|at| matches!(parsed.whole.at(*at), Some('）' | ')')));
    let dated = parsed.dates.iter().any(|d| d.start > date.to && close.is_some_and(|close| d.start < close));
    let only_adds = added && (parsed.dates.len() < 2 || dated); // 6月底（一期）、12月底（二期） says what of each
    (!said && !only_adds).then_some(rest)
}

/// A time without a date, for what the measure opens with where the note says nothing of its own.
fn with_content(milestone: DraftMilestone, time: Passage<'_>, content: Passage<'_>) -> DraftMilestone {
    const TIMES: &str = "0123456789年月日起自从至汛期冬春夏秋季间每前底末内各"; // 汛期每日, 2025年起每年12月底前
    let own = milestone.deliverable.replace(&milestone.phrase, "");
    let bare = own.trim_matches(AROUND).chars().all(|c| TIMES.contains(c));
    let deliverable = if bare { content.brief() } else { milestone.deliverable };
    DraftMilestone { deliverable, span: around(content, time), ..milestone }
}

fn around(content: Passage<'_>, time: Passage<'_>) -> Span {
    Span(content.span().0.min(time.span().0), content.span().1.max(time.span().1))
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    /// What the note of a made-up measure, 推进改造, sets: phrase, date and content; and how many doubts there are.
    fn read(note: &str) -> (Vec<String>, usize) {
        let registry = UnitRegistry::guangxi().unwrap();
        let document =
            format!("某市2025年度计划\n一、任务\n1.改造锅炉。推进改造。（牵头单位：市甲局；完成时限：{note}）");
        let draft = compile(&document, &Options { registry: &registry, year: None });
        let milestones = draft.tasks.iter().flat_map(|t| &t.measures).flat_map(|m| &m.milestones);
        let row = |m: &duban_domain::draft::DraftMilestone| {
            format!("{} {} {}", m.phrase, m.due.map_or_else(|| m.kind.to_string(), |d| d.to_string()), m.deliverable)
        };
        (milestones.map(row).collect(), draft.problems.len())
    }

    #[test]
    fn a_time_may_say_what_must_be_there() {
        for (note, rows) in [
            (
                "8月底前完成方案编制，11月底前完成改造",
                &["8月底前 2025-08-31 完成方案编制", "11月底前 2025-11-30 完成改造"][..],
            ),
            ("方案编制8月底前完成", &["8月底前 2025-08-31 方案编制完成"]),
            ("一期5月底，二期10月底", &["5月底 2025-05-31 一期推进改造", "10月底 2025-10-31 二期推进改造"]),
            ("9月底前（续建）", &["9月底前 2025-09-30 推进改造"]),
            ("2025年9月底前", &["2025年9月底前 2025-09-30 推进改造"]),
            ("3月、9月", &["3月 2025-03-31 推进改造", "9月 2025-09-30 推进改造"]),
        ] {
            assert_eq!(read(note), (rows.iter().map(ToString::to_string).collect(), 0), "{note}");
        }
    }

    #[test]
    fn a_bracket_behind_a_time_is_that_of_some() {
        let registry = UnitRegistry::guangxi().unwrap();
        for document in [
            "某市2025年计划\n一、任务\n1.改造锅炉。推进改造。（牵头单位：市甲局；完成时限：4月底前（东湖区3月底前））",
            "某市2025年计划\n序号\t内容\t牵头单位\t完成时限\n1\t推进改造\t市甲局\t4月底前（东湖区3月底前）",
        ] {
            let draft = compile(document, &Options { registry: &registry, year: None });
            let row = |m: &duban_domain::draft::DraftMilestone| {
                format!(
                    "{} {} {}",
                    m.owed_by.join("、"),
                    m.due.map(|d| d.to_string()).unwrap_or_default(),
                    m.deliverable
                )
            };
            let found: Vec<String> = draft.tasks[0].measures[0].milestones.iter().map(row).collect();
            assert_eq!(found, ["全市 2025-04-30 推进改造", "东湖区 2025-03-31 推进改造"], "{document}");
        }
    }

    #[test]
    fn what_lasts_or_comes_back_is_kept() {
        for (note, rows) in [
            ("每季度末", &["每季度末 ongoing 推进改造"][..]),
            ("每年12月15日前", &["每年12月15日前 ongoing 推进改造"]),
            ("每年6月、12月底前", &["每年6月、12月底前 ongoing 推进改造"]),
            ("持续推进", &["持续推进 ongoing 推进改造"]),
            ("贯穿全年", &["贯穿全年 ongoing 推进改造"]),
            ("6月底前，长期坚持", &["6月底前 2025-06-30 推进改造", "长期坚持 ongoing 推进改造"]),
            ("6月底前完成并长期坚持", &["6月底前 2025-06-30 推进改造", "长期坚持 ongoing 推进改造"]),
        ] {
            assert_eq!(read(note), (rows.iter().map(ToString::to_string).collect(), 0), "{note}");
        }
    }

    #[test]
    fn a_time_that_is_not_understood_is_doubted() {
        assert_eq!(read("45991"), (vec!["45991 2025-11-30 deliverable 推进改造".replace(" deliverable", "")], 1));
        assert_eq!(read("按省定时间"), (vec!["按省定时间 conditional 推进改造".into()], 1));
        for note in ["提前谋划", "40991", "待省里明确后另行通知"] {
            assert_eq!(read(note), (Vec::new(), 1), "{note}");
        }
        assert_eq!(read("2024年9月底前"), (vec!["2024年9月底前 deliverable 推进改造".into()], 1));
    }
}
