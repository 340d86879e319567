//! What does not come back any more: 取消每周会商, 月度例会不再召开, 不再实行每月通报; and a pace that another one stands for: 每月改为每季度.

use super::often::place;
use crate::text::{Passage, Terms};

/// Words that end what comes back, in front of it.
const ENDINGS: &Terms = &Terms::new(&[
    "不再",
    "取消",
    "停止",
    "停办",
    "终止",
    "废止",
    "暂停",
    "撤销",
    "无需",
    "无须",
    "不需",
    "不必",
    "不用",
    "免于",
    "不搞",
    "不要求",
]);
/// What they begin with.
const BEGINNINGS: &[char] = &['不', '取', '停', '终', '废', '暂', '撤', '无', '免'];
/// Words between these and the pace.
const BETWEEN: &Terms = &Terms::new(&[
    "实行", "开展", "召开", "进行", "组织", "举行", "执行", "要求", "安排", "报送", "采取", "采用", "沿用", "保留",
    "原有", "原来", "现行", "每项", "要", "的", "“", "原",
]);
/// Words that end what comes back, behind it.
const OVER: &Terms = &Terms::new(&["取消", "停止", "停办", "终止", "废止", "暂停", "停止执行", "予以撤销", "不作要求"]);
/// A verb behind 不再 that has no object is no longer.
const VERB: usize = 2;
/// Words between a pace and the one that stands for it.
const REPLACED: &Terms =
    &Terms::new(&["改为", "改成", "调整为", "变为", "优化为", "延长为", "延长至", "缩短为", "缩短至"]);

/// The words of a clause for what does not come back any more.
pub(super) fn ended(clause: Passage<'_>) -> Option<Passage<'_>> {
    if !clause.chars().iter().any(|c| BEGINNINGS.contains(c)) {
        return None;
    }
    by_word_before(clause).or_else(|| by_word_behind(clause))
}

/// 取消每周会商, 不再实行每月通报.
fn by_word_before(clause: Passage<'_>) -> Option<Passage<'_>> {
    if !clause.contains_any(ENDINGS) {
        return None;
    }
    let place_of = |word: &&str| clause.find(word).map(|at| (at, at + word.chars().count()));
    let (at, behind) = ENDINGS.iter().filter_map(place_of).min()?;
    let mut rest = clause.from(behind);
    while let Some(next) = rest.strip_prefix(BETWEEN) {
        rest = next;
    }
    let (from, end, _) = place(rest)?;
    (from == rest.start()).then(|| clause.cut(at, end))
}

/// 月度例会不再召开, 每月通报制度取消. What is only done otherwise goes on: 每月通报不再印发纸质件.
fn by_word_behind(clause: Passage<'_>) -> Option<Passage<'_>> {
    let (from, end, _) = place(clause)?;
    let rest = clause.from(end);
    let not_again = rest.rfind("不再").is_some_and(|at| (1..=VERB).contains(&rest.from(at + 2).len()));
    (not_again || rest.ends_with_any(OVER)).then(|| clause.from(from))
}

/// What stands behind the word by which another pace stands for the one before: 每季度通报改为|每半年通报.
pub(super) fn replaced(clause: Passage<'_>) -> Option<Passage<'_>> {
    let rest = REPLACED.place_in(clause).map(|(_, end)| clause.from(end))?;
    place(rest).is_some_and(|(from, ..)| from == rest.start()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    /// The times without a date of a made-up measure, and what is doubted.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let registry = UnitRegistry::guangxi().unwrap();
        let document = format!("某市2025年度计划\n一、任务\n1.改进会风。{text}（牵头单位：市甲局）");
        let draft = compile(&document, &Options { registry: &registry, year: None });
        let measures = draft.tasks.iter().flat_map(|task| &task.measures);
        let phrases = measures.flat_map(|measure| &measure.milestones).map(|m| m.phrase.clone()).collect();
        (phrases, draft.problems.into_iter().map(|problem| problem.quote).collect())
    }

    #[test]
    fn what_does_not_come_back_any_more_is_said_and_no_time() {
        for (text, said) in [
            ("月度例会不再召开。", "月度例会不再召开"),
            ("取消月报。", "取消月报"),
            ("不再实行每月通报。", "不再实行每月"),
            ("停止每季度调度会商。", "停止每季度"),
            ("每月通报制度取消。", "每月通报制度取消"),
            ("企业无需每季度报送报表。", "无需每季度"),
            ("暂停执行周调度。", "暂停执行周调度"),
        ] {
            assert_eq!(read(text), (Vec::new(), vec![said.to_owned()]), "{text}");
        }
    }

    #[test]
    fn what_is_only_done_otherwise_comes_back_still() {
        for (text, phrase) in [
            ("每月通报不再印发纸质件。", "每月"),
            ("每季度通报改为每半年通报一次。", "每半年"),
            ("停止每季度通报，改为每半年通报一次。", "每半年"),
            ("取消纸质台账，每月报送电子台账。", "每月"),
        ] {
            assert_eq!(read(text).0, [phrase], "{text}");
        }
    }
}
