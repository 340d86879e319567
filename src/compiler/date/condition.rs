//! Dates of what happens if something is not done, and of what somebody above asks for: 如6月底前不能完成, 按照省里6月底前完成的要求.

use super::judge::{Judge, Stretch};
use super::words::OPENINGS;
use crate::text::Passage;

impl Judge<'_> {
    /// 如6月底前不能完成，…: what follows where it is not kept.
    pub(super) fn is_condition(&self, place: &Stretch) -> bool {
        const NOT_KEPT: &[&str] = &["不能", "未能", "无法", "未完成", "未按", "没有完成", "完不成", "仍不", "仍未"];
        let opening = self.passage.to(place.start).strip_suffix(&["如果", "假如", "倘若", "如", "若"]);
        let opens = opening.is_some_and(|(rest, _)| rest.chars().last().is_none_or(|c| OPENINGS.contains(c)));
        opens || self.passage.matches_any(place.end, NOT_KEPT).is_some()
    }
}

/// 按照省里6月底前完成的要求: what somebody above asks for says how, not by when this is due.
pub(super) fn is_of_superior(before: Passage<'_>, behind: Passage<'_>) -> bool {
    const NEAR: usize = 10;
    const ABOVE: &[&str] = &["省里", "省委", "省政府", "省级", "国家", "上级", "自治区", "市里", "中央", "国务院"];
    const ASKED: &[&str] = &["的要求", "的部署", "的目标", "的规定", "的安排"];
    let near = behind.to(behind.start() + NEAR);
    if !(near.start()..near.end()).any(|at| near.matches_any(at, ASKED).is_some()) {
        return false;
    }
    let clause = before.chars().iter().rposition(|c| OPENINGS.contains(c)).map(|at| before.start() + at + 1);
    let opening = clause.map_or(before, |at| before.from(at));
    opening.strip_prefix(&["按照", "按", "根据", "依据", "对照"]).is_some_and(|rest| rest.contains_any(ABOVE))
}
