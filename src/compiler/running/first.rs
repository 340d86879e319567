//! Who leads by the place or the look of a name: 列首位的为牵头单位, 首个单位牵头, 标★的为牵头单位, 加粗的为牵头单位.

use super::convention::Convention;
use crate::named;
use crate::text::{Passage, Terms};

/// Words for the first of a list.
pub(super) const FIRST: &Terms = &Terms::new(&[
    "首",
    "第一",
    "排名靠前",
    "排在前",
    "排前",
    "列在前",
    "列前",
    "排最前",
    "排在最前",
    "列最前",
    "列在最前",
    "居前",
    "打头",
]);
/// Words that say that somebody leads.
const LEADS: &Terms = &Terms::new(&[
    "为牵头",
    "是牵头",
    "即牵头",
    "系牵头",
    "即为牵头",
    "作为牵头",
    "负责牵头",
    "单位牵头",
    "部门牵头",
    "的牵头",
    "位牵头",
    "者牵头",
    "个牵头",
    "家牵头",
    "名牵头",
    "牵头单位均为列",
    "牵头单位均为排",
    "牵头单位均为首",
    "牵头单位均为第",
    "牵头单位为列",
    "牵头单位为排",
    "牵头单位为首",
    "牵头单位为第",
    "牵头部门为列",
    "牵头部门为排",
    "牵头部门为首",
]);
/// What is first besides a name.
const OTHERS: &[&str] =
    &["责任人", "书记", "时间", "首席", "首要", "首次", "第一季度", "第一批", "第一阶段", "首批", "首问"];
/// How names may look.
const LOOKS: &Terms = &Terms::new(&["加粗", "黑体", "粗体", "下划线", "标红", "红色", "红字", "斜体", "底色", "阴影"]);

/// The convention of a clause that says who leads.
pub(super) fn leads(clause: Passage<'_>) -> Option<Convention<'_>> {
    if !clause.contains("牵头") || !clause.contains_any(LEADS) {
        return None;
    }
    if clause.contains_any(LOOKS) {
        return Some(Convention::Unseen(clause));
    }
    let mark = clause.chars().iter().find(|c| named::MARKS.contains(c));
    if let Some(mark) = mark {
        return Some(Convention::MarkedLead(*mark));
    }
    (clause.contains_any(FIRST) && !clause.contains_any(OTHERS)).then_some(Convention::FirstLeads)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn the_first_or_a_marked_one_leads() {
        let told = |written: &str| {
            let text = text_of(written);
            leads(text.whole()).map(|convention| match convention {
                Convention::MarkedLead(mark) => format!("marked {mark}"),
                Convention::Unseen(_) => "unseen".to_owned(),
                _ => "first".to_owned(),
            })
        };
        for written in [
            "列第一位的为牵头单位",
            "排在首位的责任单位为牵头单位",
            "第一个单位为牵头单位",
            "排第一的单位牵头",
            "各项任务首个单位牵头",
            "责任单位排名第一的为牵头部门",
            "排在最前的为牵头单位",
            "牵头单位为列第一位的单位",
            "牵头单位均为列首位的单位",
        ] {
            assert_eq!(told(written).as_deref(), Some("first"), "{written}");
        }
        assert_eq!(told("标★的为牵头单位").as_deref(), Some("marked ★"));
        assert_eq!(told("带*号的单位为牵头单位").as_deref(), Some("marked *"));
        assert_eq!(told("加粗的为牵头单位").as_deref(), Some("unseen"));
        for written in ["由第一责任人牵头", "第一季度由市甲局牵头", "市甲局为牵头单位", "首问负责制由窗口单位牵头"]
        {
            assert_eq!(told(written), None, "{written}");
        }
    }
}
