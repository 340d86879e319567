//! What stands before a date and belongs to what is done: 方案3月底前印发.

use super::row;
use super::words::unmarked;
use crate::date::DatePhrase;
use crate::owed::{self, Kind};
use crate::parsed::Parsed;
use crate::region;
use crate::text::{Passage, Terms};

/// Words around it that say nothing of the thing.
const OPENERS: &Terms = &Terms::new(&[
    "其中",
    "同时",
    "并且",
    "并",
    "且",
    "确保",
    "力争",
    "争取",
    "原则上",
    "务必",
    "要求",
    "请",
    "要",
    "将",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "八是",
    "九是",
    "再",
    "预计",
    "计划",
    "最迟",
    "不迟于",
]);
const CLOSERS: &Terms = &Terms::new(&[
    "分别",
    "依次",
    "力争",
    "争取",
    "确保",
    "原则上",
    "务必",
    "应当",
    "要",
    "应",
    "须",
    "需",
    "将",
    "均",
    "都",
    "在",
    "于",
    "各",
    "预计",
    "计划",
    "到",
    "至",
    "最迟",
    "时间",
    "时限",
    "完成时限",
    "并",
    "为",
    "是",
]);
/// What opens words that say how or from when, not what.
const MANNER: &Terms = &Terms::new(&["按照", "按", "根据", "依据", "对照", "如", "若", "待", "除", "每", "比", "截至"]);
/// What makes it a time of its own.
const TIMES: &Terms =
    &Terms::new(&["半年", "季度", "月底", "年底", "年初", "年末", "年中", "月份", "年内", "以来", "期间"]);
/// It is no longer.
const LONGEST: usize = 30;
/// Nor is one before what says by itself what is done.
const SHORT: usize = 16;
/// What is done, where it says little by itself.
const LITTLE: usize = 6;

/// What stands before a date in its part of the clause, without the one who owes it.
pub(super) fn of<'t>(parsed: &Parsed<'t>, date: &DatePhrase) -> Option<Passage<'t>> {
    without_manner(without_subject(parsed, parsed.whole.cut(start(parsed, date), date.from)))
}

/// The words without what opens and closes them and says nothing of the thing; none where no thing is left.
pub(super) fn without_manner(words: Passage<'_>) -> Option<Passage<'_>> {
    let mut label = unmarked(words);
    while let Some((rest, _)) = label.strip_suffix(CLOSERS) {
        label = rest;
    }
    while let Some(rest) = label.strip_prefix(OPENERS).or_else(|| label.strip_prefix(region::ALL)) {
        label = rest;
    }
    let label = unmarked(label);
    let tells =
        (2..=LONGEST).contains(&label.len()) && label.strip_prefix(MANNER).is_none() && !label.contains_any(TIMES);
    (tells && !label.ends_with_any(&["的", "按照", "按"])).then_some(label)
}

/// Whether it belongs to what stands behind the date: 方案|印发, 市民中心|对外开放.
pub(super) fn belongs(label: Passage<'_>, rest: Passage<'_>) -> bool {
    let first = rest.split(&['，', '；', ',']).first().map_or(0, |clause| clause.len());
    label.len() <= SHORT || first <= LITTLE
}

/// Where the words of a date begin: at its clause, or behind the mark that parts it from the date before.
fn start(parsed: &Parsed<'_>, date: &DatePhrase) -> usize {
    let clause = parsed.clause(date.start).start();
    let before = parsed.date_before(date.from).filter(|before| before.to > clause && before.to <= date.from);
    before.map_or(clause, |before| row::joined(parsed, before, date).map_or(date.from, |at| at + 1).max(before.to))
}

fn without_subject<'t>(parsed: &Parsed<'t>, words: Passage<'t>) -> Passage<'t> {
    let inside = |s: &&owed::Subject| s.end > words.start() && s.end <= words.end() && s.kind != Kind::Place; // 除甲市外，各市|…
    let subject = parsed.subjects.iter().rfind(inside);
    subject.map_or(words, |subject| words.from(subject.end))
}
