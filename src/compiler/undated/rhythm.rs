//! Words for a pace besides those of the list in `pace`: 每两月, 每3天, 隔月, 双月15日前, 月调度、季通报.

use crate::cursor::Cursor;
use crate::numeral;
use crate::text::{Passage, Terms};

/// What is counted between two times.
const UNITS: &Terms =
    &Terms::new(&["工作日", "季度", "学期", "星期", "小时", "年", "季", "月", "旬", "周", "天", "日"]);
/// Every second one.
const SKIPPED: &[&str] = &["隔月", "隔周", "隔日", "隔天", "隔年", "隔季度", "隔季"];
/// What is done every second month, where the month is called that.
const IN_MONTH: &Terms = &Terms::new(&[
    "底", "末", "初", "上旬", "中旬", "下旬", "报", "上报", "召开", "开展", "通报", "调度", "组织", "更新", "公布",
    "公开", "检查", "汇总", "分析", "集中", "举办", "巡查",
]);
/// Paces that a deed is called by, longer ones first.
const PACES: &Terms = &Terms::new(&["双月", "月度", "季度", "半月", "半年", "日", "周", "旬", "月", "季", "年"]);
/// What is done at such a pace.
const DEEDS: &Terms = &Terms::new(&[
    "调度", "通报", "报送", "报告", "例会", "考核", "考评", "分析", "评估", "会商", "研判", "点评", "排名", "督查",
    "督导", "督办", "巡查", "检查", "总结", "小结", "公示", "清零", "公开", "汇总", "对账", "碰头", "推送", "评比",
    "晾晒", "盘点", "点名", "抽查", "抽检", "暗访", "清单", "跟踪", "比拼", "简报", "专报", "报",
]);
/// What makes a deed the name of something: 月考核结果.
const NOUNS: &Terms =
    &Terms::new(&["结果", "得分", "成绩", "情况", "数据", "材料", "办法", "指标", "社", "道", "纸", "的", "率"]);
/// Words before a deed that is named by its pace.
const BEFORE: &Terms = &Terms::new(&[
    "实行", "落实", "执行", "坚持", "建立", "实施", "严格", "健全", "完善", "推行", "采取", "强化", "按照", "形成",
    "抓好", "抓实", "做到", "开展", "、", "“", "和", "与", "及", "以", "行",
]);

/// Where words for a pace stand, and whether they say what is done as well.
pub(super) fn place(clause: Passage<'_>) -> Option<(usize, usize, bool)> {
    let begins = |c| matches!(c, '每' | '隔' | '双' | '单' | '日' | '周' | '旬' | '月' | '季' | '半' | '年');
    clause.places(begins).find_map(|at| match clause.at(at)? {
        '每' => counted(clause, at).map(|end| (at, end, false)),
        '隔' => clause.matches_any(at, SKIPPED).map(|(_, end)| (at, end, false)),
        '双' | '单' => in_month(clause, at).map(|end| (at, end, false)).or_else(|| deed(clause, at)),
        '日' | '周' | '旬' | '月' | '季' | '半' | '年' => deed(clause, at),
        _ => None,
    })
}

/// 每两个月, 每3天, 每隔两周.
fn counted(clause: Passage<'_>, at: usize) -> Option<usize> {
    let mut cursor = Cursor::new(clause, at + 1);
    cursor.eat(&["隔"]);
    let number = cursor.eat_few(3, |c| c.is_ascii_digit() || "一二两三四五六七八九十半".contains(c));
    let count = !number.is_empty() || clause.before(cursor.at()) == Some('隔');
    cursor.eat(&["个"]);
    cursor.eat(UNITS).filter(|_| count)?;
    (cursor.peek() != Some('的')).then_some(cursor.at())
}

/// 双月15日前, 单月上旬, 双月召开.
fn in_month(clause: Passage<'_>, at: usize) -> Option<usize> {
    let (_, end) = clause.matches_any(at, &["双月", "单月"])?;
    let alone = end == clause.end() && at == clause.start();
    let day = clause.at(end).is_some_and(|c| c.is_ascii_digit());
    let day = day && numeral::number(&mut Cursor::new(clause, end)).is_some_and(|day| day <= 31.0);
    (alone || day || clause.matches_any(end, IN_MONTH).is_some()).then_some(end)
}

/// 月调度, 实行季度通报. 年考核 is one only beside another, since a plan has a year of its own.
fn deed(clause: Passage<'_>, at: usize) -> Option<(usize, usize, bool)> {
    let opens = at == clause.start() || clause.to(at).ends_with_any(BEFORE);
    let (pace, behind) = clause.matches_any(at, PACES).filter(|_| opens)?;
    let (deed, end) = clause.matches_any(behind, DEEDS)?;
    let beside = pace != "年" || matches!(clause.before(at), Some('、'));
    let whole = deed != "报" || clause.at(end).is_none_or(|c| "、，”制机".contains(c));
    let named = clause.matches_any(end, NOUNS).is_some();
    (beside && whole && !named).then_some((at, end, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_pace_may_be_counted_or_be_a_part_of_what_is_done() {
        let words = |written: &str| {
            let text = text_of(written);
            place(text.whole()).map(|(from, end, _)| text.whole().cut(from, end).to_string())
        };
        for (written, pace) in [
            ("每两月通报一次", "每两月"),
            ("每3天巡查一次", "每3天"),
            ("每隔两周更新", "每隔两周"),
            ("每三个月评估", "每三个月"),
            ("隔月召开调度会", "隔月"),
            ("双月报送台账", "双月"),
            ("单月15日前报送", "单月"),
            ("月调度", "月调度"),
            ("实行季度通报", "季度通报"),
            ("落实“周调度”机制", "周调度"),
            ("实行旬报制度", "旬报"),
        ] {
            assert_eq!(words(written).as_deref(), Some(pace), "{written}");
        }
        for written in [
            "每100人一张床位",
            "纳入年度考核",
            "3月报送材料",
            "单月产量增长",
            "每5年的检修",
            "月考核结果",
            "今年通报",
            "广西日报社",
        ] {
            assert_eq!(words(written), None, "{written}");
        }
    }
}
