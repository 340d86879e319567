//! What a measure's note says beyond who does what by when: how they share the work, and the other cells of a table's row.

use super::date;
use super::doubt::Doubts;
use super::lists;
use super::named;
use super::note::{Aim, Note, Progress, Remark};
use super::text::Passage;
use duban_domain::draft::DraftProgress;

/// What a cell says is no longer.
const LONGEST: usize = 300;

/// All of it in words: 按职责负责；资金（万元）：300；示范项目. What is to be reached stands elsewhere.
pub(super) fn in_words(duties: &[String], note: Option<&Note<'_>>) -> String {
    let remarks = note
        .into_iter()
        .flat_map(|note| &note.remarks)
        .filter(|remark| matches!(remark.aim, None | Some(Aim::Act(_))))
        .map(said);
    duties.iter().cloned().chain(remarks).collect::<Vec<_>>().join("；")
}

/// Says which remarks have a time or a unit that does something: they are kept in words, and nobody is chased for them.
pub(super) fn doubt(note: Option<&Note<'_>>, doubts: &mut Doubts) {
    let remarks = note.into_iter().flat_map(|note| &note.remarks);
    for remark in remarks.filter(|remark| remark.aim.is_none() && remark.progress.is_none()) {
        if !["备注", "说明", "其他", "要求"].iter().any(|name| remark.name.contains(name)) {
            continue;
        }
        let dated = !date::dates(remark.words, Some(2000)).is_empty();
        let units = || lists::read(remark.words).lists.iter().any(|list| named::names_bodies(list.names));
        if dated || units() {
            doubts.warn(remark.words, "备注里写有时限或分工，没有读作时限和分工，请核对");
        }
    }
}

/// How far the work is, by the cells that say so. What is done with is doubted: it is not to be chased.
pub(super) fn progress(note: Option<&Note<'_>>, doubts: &mut Doubts) -> Option<DraftProgress> {
    let remarks = note.map(|note| note.remarks.as_slice()).unwrap_or_default();
    let said = |progress| remarks.iter().filter(move |remark| remark.progress == Some(progress)).map(|r| r.words);
    let states: Vec<Passage<'_>> = said(Progress::State).collect();
    let words = |all: &mut dyn Iterator<Item = Passage<'_>>| all.map(Passage::brief).collect::<Vec<_>>().join("；");
    let found = DraftProgress {
        state: words(&mut states.iter().copied()),
        closed: !states.is_empty() && states.iter().all(|state| is_closed(*state)),
        words: words(&mut said(Progress::Words)),
    };
    if let Some(state) = states.first().filter(|_| found.closed) {
        doubts.warn(*state, "台账里写着已经办结，导入后请核对，不应再催办");
    }
    (found != DraftProgress::default()).then_some(found)
}

/// 已完成, 已销号, √; not 未完成, 基本完成, 完成80%.
fn is_closed(state: Passage<'_>) -> bool {
    const DONE: &[&str] =
        &["完成", "办结", "销号", "完结", "结束", "是", "√", "✓", "✔", "100%", "完工", "竣工", "验收", "整改到位"];
    const NOT: &[&str] =
        &["未", "否", "不", "基本", "正在", "进行", "部分", "待", "拟", "预计", "推进", "持续", "申请", "尚", "阶段"];
    let whole = state.ends_with_any(DONE) || state.ends_with_any(&["完成。", "办结。", "销号。"]);
    whole && !state.contains_any(NOT)
}

fn said(remark: &Remark<'_>) -> String {
    let words = remark.words.to(remark.words.start() + LONGEST).brief();
    // A column of remarks says by its name what all of this is.
    if matches!(remark.name.as_str(), "" | "备注") { words } else { format!("{}：{words}", remark.name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn only_what_is_wholly_done_is_closed() {
        for (state, closed) in [("已完成", true), ("已办结", true), ("是", true), ("√", true), ("完成销号", true)]
        {
            assert_eq!(is_closed(text_of(state).whole()), closed, "{state}");
        }
        for state in ["未完成", "基本完成", "进行中", "否", "完成80%", "正在办理", "待验收"] {
            assert!(!is_closed(text_of(state).whole()), "{state}");
        }
    }
}
