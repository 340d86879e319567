//! Dates of what happens if something is not done, and of what somebody above asks for: 如6月底前不能完成, 按照省里6月底前完成的要求.

use super::judge::{Judge, Stretch};
use super::words::OPENINGS;
use crate::text::{Passage, Terms};

impl Judge<'_> {
    /// 如6月底前不能完成，…: what follows where it is not kept.
    pub(super) fn is_condition(&self, place: &Stretch) -> bool {
        const NOT_KEPT: &Terms =
            &Terms::new(&["不能", "未能", "无法", "未完成", "未按", "没有完成", "完不成", "仍不", "仍未"]);
        let opening = self.passage.to(place.start).strip_suffix(&["如果", "假如", "倘若", "如", "若"]);
        let opens = opening.is_some_and(|(rest, _)| rest.chars().last().is_none_or(|c| OPENINGS.contains(c)));
        opens || self.passage.matches_any(place.end, NOT_KEPT).is_some()
    }
}

impl Judge<'_> {
    /// 开展年终验收, 组织年底述职: a part of the name of what is done.
    pub(super) fn is_name(&self, place: &Stretch) -> bool {
        const DONE: &Terms = &Terms::new(&[
            "验收", "述职", "考核", "总结", "评比", "评议", "评估", "决算", "盘点", "测评", "检查", "督查", "绩效",
            "表彰",
        ]);
        const DOES: &[&str] =
            &["开展", "组织", "做好", "进行", "迎接", "接受", "召开", "完成", "实施", "参加", "纳入", "组织开展"];
        let named = ["年终", "年底", "年末", "年中"]
            .iter()
            .any(|word| self.passage.matches(place.start, word) == Some(place.end));
        named && self.passage.matches_any(place.end, DONE).is_some() && self.passage.to(place.start).ends_with_any(DOES)
    }
}

impl Judge<'_> {
    /// 1—6月每月公开: a stretch of time in which something comes back is no deadline.
    pub(super) fn is_pace(&self, place: &Stretch) -> bool {
        let years = place.lead == Some("至") && self.passage.to(place.start).ends_with_any(&["年"]); // 2026年至2028年每年新增
        (place.ranged || years)
            && self.passage.matches_any(place.end, &["每", "逐月", "逐周", "按月", "按周"]).is_some()
    }
}

/// 按照省里6月底前完成的要求: what somebody above asks for says how, not by when this is due.
pub(super) fn is_of_superior(before: Passage<'_>, behind: Passage<'_>) -> bool {
    const NEAR: usize = 10;
    const ABOVE: &Terms =
        &Terms::new(&["省里", "省委", "省政府", "省级", "国家", "上级", "自治区", "市里", "中央", "国务院"]);
    const ASKED: &[&str] = &["的要求", "的部署", "的目标", "的规定", "的安排"];
    let near = behind.to(behind.start() + NEAR);
    if !(near.start()..near.end()).any(|at| near.matches_any(at, ASKED).is_some()) {
        return false;
    }
    let clause = before.chars().iter().rposition(|c| OPENINGS.contains(c)).map(|at| before.start() + at + 1);
    let opening = clause.map_or(before, |at| before.from(at));
    opening.strip_prefix(&["按照", "按", "根据", "依据", "对照"]).is_some_and(|rest| rest.contains_any(ABOVE))
}

/// Where the verb of the next date begins: 2026年5月开工、|2027年4月|完工的泵站.
pub(super) fn behind_date(passage: Passage<'_>, at: usize) -> usize {
    const OF_DATE: &str = "0123456789年月日季度底末前上中下旬";
    const LONGEST: usize = 12;
    let rest = passage.cut(at, (at + LONGEST).min(passage.end()));
    let length = rest.chars().iter().take_while(|c| OF_DATE.contains(**c)).count();
    let dated = rest.to(at + length).contains_any(&["月", "年", "季度"]);
    if dated { at + length } else { at }
}

/// ——|5月底前完成选址: nothing but the dashes of an item.
pub(super) fn is_item(before: Passage<'_>) -> bool {
    before.chars().iter().all(|c| matches!(c, '—' | '-'))
}
