//! Times before an event that is in no list: 梅雨来临前, 督察组进驻前, 全线通车前.

use super::words::{BEFORE, LONGEST};
use crate::text::{Passage, Terms, is_ideograph};
use crate::verbs::{Tells, verb_at};

/// Ends of such a time whose occasion is not in the list: 梅雨来临前.
const UNKNOWN: &Terms = &Terms::new(&["来临前", "到来前", "开始前", "来临之前", "到来之前", "开始之前"]);
/// What may stand between the words for an event and what is done before it.
const THEN: &Terms =
    &Terms::new(&["要", "须", "应", "必须", "务必", "全面", "全部", "基本", "确保", "力争", "集中", "再", "率先"]);
/// What is done before an event that is in no list.
const DONE_THEN: &Terms = &Terms::new(&[
    "完成", "建成", "做好", "报送", "上报", "提交", "启动", "印发", "出台", "公布", "发布", "实现", "落实", "办结",
    "达到", "整改", "销号", "交付", "投用", "投入", "开展", "组织", "制定", "编制", "拆除", "清理", "清零", "修复",
    "配齐", "开通", "上线", "到位", "储备", "安装", "更换", "发放", "兑付", "拨付", "解决", "消除", "排查", "检查",
    "整治", "开工", "完工", "竣工", "通过", "签订", "确定", "建立", "形成", "备足", "备齐", "疏通", "关停", "搬迁",
    "移交", "召开", "举办", "公开",
]);

/// 梅雨来临前, 督察组进驻前完成自查: the words for it go back to the start of their clause.
pub(super) fn place(clause: Passage<'_>) -> Option<(usize, usize)> {
    if let Some((at, end)) = UNKNOWN.place_in(clause) {
        return Some((if at - clause.start() <= LONGEST { clause.start() } else { at }, end));
    }
    if let Some((_, end)) = clause.matches_any(clause.start(), &["节前", "节后"]) {
        return Some((clause.start(), end));
    }
    let before = |at: &usize| {
        let (_, end) = clause.matches_any(*at, BEFORE)?;
        let event = clause.to(*at);
        let long = (2..=LONGEST).contains(&event.len());
        (long && is_event(event) && is_done_then(clause.from(end))).then_some((clause.start(), end))
    };
    (clause.start()..clause.end().min(clause.start() + LONGEST + 1)).find_map(|at| before(&at))
}

/// Whether words may be what happens: 全线通车|前, and no place, no other word, no length of time.
fn is_event(words: Passage<'_>) -> bool {
    const NONE: &[&str] =
        &["目", "当", "此", "提", "面", "空", "以", "从", "跟", "眼", "门", "站", "支", "向", "往", "超"];
    let ideographs = words.chars().iter().all(|c| is_ideograph(*c) || matches!(c, '“' | '”'));
    let verb = [Tells::AtTime, Tells::OfDepartments].iter().find_map(|tells| verb_at(words, words.start(), *tells));
    let does = verb.is_some_and(|(_, end)| end < words.end()); // 完善开学前检查制度; 验收前 is a time
    ideographs && !does && !words.ends_with_any(NONE)
}

/// Whether something is done: 完成标线施划. 岗前培训 is the name of what is done.
fn is_done_then(rest: Passage<'_>) -> bool {
    let mut rest = rest.trim(&['，', ',']);
    while let Some(behind) = rest.strip_prefix(THEN) {
        rest = behind;
    }
    rest.strip_prefix(DONE_THEN).is_some_and(|rest| !rest.starts_with("的"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn an_event_that_is_in_no_list_stands_before_what_is_done() {
        let read = |written: &str| {
            let text = text_of(written);
            place(text.whole()).map(|(from, end)| text.whole().cut(from, end).to_string())
        };
        for (written, phrase) in [
            ("督察组进驻前完成自查", "督察组进驻前"),
            ("全线通车前完成标线施划", "全线通车前"),
            ("东博会开幕之前，全部完成整治", "东博会开幕之前"),
            ("节前开展慰问", "节前"),
        ] {
            assert_eq!(read(written).as_deref(), Some(phrase), "{written}");
        }
        for written in
            ["目前完成三座", "岗前培训", "门站前建设", "完善开学前检查制度", "学前教育", "5日前报送", "各项前期工作"]
        {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
