//! Points of the calendar that bind by what is done then: 10月完成改造; 3月摸底，4月整改; 上半年，各市制定方案.

use super::judge::{Judge, Stretch};
use super::point::Form;
use super::words::{BENEFITS, DOING, OF_SOMEBODY, OPENINGS};
use crate::sentence;
use crate::text::{Passage, Terms};
use crate::verbs::{Tells, verb_at};

/// How far behind a date is looked for the end of its clause or statement.
const CLAUSE_REACH: usize = 200;
/// Words between a time and what is done.
const BETWEEN: &Terms = &Terms::new(&[
    "分别",
    "依次",
    "各自",
    "各",
    "全面",
    "全部",
    "正式",
    "基本",
    "集中",
    "统一",
    "陆续",
    "同步",
    "再",
    "联合",
    "全线",
    "先行",
    "力争",
    "确保",
    "初步",
    "如期",
    "按期",
    "按时",
    "全省",
    "全市",
    "全县",
    "全区",
    "全州",
    "在全省",
    "在全市",
    "在全县",
    "在全区",
]);
/// What goes on behind a verb that makes it a noun: 完成率, 检查结果.
const NOUNS: &Terms = &Terms::new(&["的", "《", "率", "值", "额", "情", "结果", "得分", "发现", "期间", "中的"]);
/// What stands between months and a verb that says what kind of time they are: 7月、8月汛期.
const SEASONS: &[&str] =
    &["的", "期", "季", "高峰", "天气", "数据", "平均", "气温", "间", "率", "量", "额", "%", "同比"];
/// What is said of a state that is reached at a time.
const REACHED: &Terms = &Terms::new(&[
    "达到",
    "达",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "上升到",
    "上升至",
    "增加到",
    "增加至",
    "扩大到",
    "扩大至",
    "升至",
    "增至",
    "降到",
    "降至",
    "下降到",
    "下降至",
    "减少到",
    "减少至",
    "控制在",
    "保持在",
    "稳定在",
    "不低于",
    "不少于",
    "不高于",
    "不超过",
    "超过",
    "突破",
    "完成",
]);
/// What tells of a figure that it was so, or of what is compared with it.
const WAS: &Terms = &Terms::new(&["已", "同比", "环比", "曾", "去年", "上年", "同期"]);
/// Between a list of months and what is done then are no more characters.
const NEAR: usize = 12;

impl Judge<'_> {
    /// Whether what is done says that a time binds.
    pub(super) fn is_done(&self, place: &Stretch) -> bool {
        let passage = self.passage;
        let comma = passage.at(place.end) == Some('，');
        let behind = passage.cut(place.end + usize::from(comma), place.end + CLAUSE_REACH);
        let clause = sentence::clauses(behind).first().copied().unwrap_or(behind);
        if place.form == Form::Figures || !self.may_be_done(place, clause) {
            return self.opens_part(place, behind, comma);
        }
        !clause.ends_with_any(OF_SOMEBODY)
    }

    fn may_be_done(&self, place: &Stretch, clause: Passage<'_>) -> bool {
        let mut at = clause.start();
        while let Some((_, end)) = clause.matches_any(at, BETWEEN) {
            at = end;
        }
        let named = self.passage.to(place.end).ends_with_any(&["年中", "年终"]); // 年中考核 is a name
        let own = place.form != Form::Year && !named; // 2025年实施 tells in which year, not by when
        is_done_at(clause, at)
            || (own && is_act_at(clause, at))
            || self.is_row(place, clause)
            || is_dealt(place, clause)
            || self.is_reached(place, clause)
    }

    /// 二季度归集率达到80%, 8月整改率达到90%: the time at which a figure is to be reached.
    fn is_reached(&self, place: &Stretch, clause: Passage<'_>) -> bool {
        if !matches!(place.form, Form::Part | Form::Month) || !self.opens(place) || clause.contains_any(WAS) {
            return false;
        }
        let figure = clause.places(|_| true).find_map(|at| {
            let (_, end) = clause.matches_any(at, REACHED)?;
            clause.at(end).filter(char::is_ascii_digit).map(|_| clause.from(end))
        });
        figure.is_some_and(|figure| !figure.contains_any(&["的", "时"]))
    }

    /// 3月、6月各县（区）对账; 3月选点，6月立杆: months in a row are times of a plan whatever is done.
    fn is_row(&self, place: &Stretch, clause: Passage<'_>) -> bool {
        if place.form != Form::Month {
            return false;
        }
        let opening = clause.to(clause.start() + NEAR);
        let acts = opening.places(|_| true).find(|at| is_done_at(clause, *at) || is_act_at(clause, *at));
        let done = acts.is_some_and(|at| !opening.to(at).contains_any(SEASONS));
        (place.count > 1 && done) || (self.opens(place) && self.follows_months(place) && !clause.contains_any(SEASONS))
    }

    /// Whether another clause of the sentence opens with a month.
    fn follows_months(&self, place: &Stretch) -> bool {
        self.months().iter().any(|clause| clause.end() < place.start || clause.start() > place.end)
    }

    fn opens(&self, place: &Stretch) -> bool {
        place.lead.is_some() || self.passage.before(place.start).is_none_or(|c| OPENINGS.contains(&c))
    }

    /// 上半年，各市制定方案; 2025年上半年制定方案. The time of a benefit is none.
    fn opens_part(&self, place: &Stretch, behind: Passage<'_>, comma: bool) -> bool {
        if place.form != Form::Part || !self.opens(place) || !(comma || place.own_year) {
            return false;
        }
        !sentence::statements(behind).first().is_some_and(|s| s.contains_any(BENEFITS))
    }
}

/// 上半年、下半年各演出60场: what is dealt out to parts of the year is done in them, whatever it is.
fn is_dealt(place: &Stretch, clause: Passage<'_>) -> bool {
    place.form == Form::Part && place.count > 1 && clause.strip_prefix(&["各", "分别"]).is_some()
}

/// Whether one of [`DOING`] stands at `at` as a verb.
fn is_done_at(clause: Passage<'_>, at: usize) -> bool {
    is_verb(clause, clause.matches_any(at, DOING))
}

/// Whether what is done at a month, a quarter or a day besides stands at `at` as a verb: 3月摸底, 6月15日公示.
fn is_act_at(clause: Passage<'_>, at: usize) -> bool {
    is_verb(clause, verb_at(clause, at, Tells::AtTime))
}

fn is_verb(clause: Passage<'_>, found: Option<(&str, usize)>) -> bool {
    found.is_some_and(|(word, end)| {
        let does = matches!(word, "开展" | "组织" | "完成" | "启动" | "修订" | "编制" | "制定" | "起草" | "形成");
        let of_law = does && clause.at(end) == Some('《'); // 5—7月开展《某法》执法检查
        let of_data = !does && clause.matches(end, "数据").is_some(); // 检查数据; 完成数据归集 is done
        of_law || (!of_data && clause.matches_any(end, NOUNS).is_none())
    })
}
