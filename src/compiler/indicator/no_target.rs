//! What looks like a target and is none: terms of a benefit, conditions, scores, what happened already, what recurs.

use crate::cursor::Cursor;
use crate::date::Years;
use crate::figure::{Figure, Nature};
use crate::numeral;
use crate::text::{Passage, Terms};

/// Words of benefits, fines and scores: their figures say how much is given or taken.
const TERMS: &Terms = &Terms::new(&[
    "补贴",
    "补助",
    "奖励",
    "奖补",
    "贴息",
    "展期",
    "缓缴",
    "返还",
    "罚款",
    "额度",
    "租金",
    "房租",
    "扣减",
    "基础分",
    "绩效分",
    "满分",
    "注册资本",
    "贷款期限",
    "利率上",
    "保证金",
    "赔偿",
    "违约金",
    "有效期",
]);
/// What is given or taken with such words behind them is measured all the same: 补贴发放率.
const MEASURED: &[&str] = &["率", "覆盖面", "总额", "总量", "规模"];
/// What a name ends with that only caps what is given: 最高, 期限原则上.
const CAPS: &Terms = &Terms::new(&[
    "最高",
    "最长",
    "最多",
    "最低",
    "一般",
    "每次",
    "单次",
    "可",
    "可以",
    "允许",
    "不得",
    "预算",
    "概算",
    "占地",
    "占地面积",
    "公示",
]);
/// Conditions of age and standing.
const STANDING: &[&str] = &["年龄", "工龄", "连续", "满"];
/// What opens words that say how to reckon.
const RECKONED: &[&str] = &["按照", "按", "给予", "处以"];
/// What is done again and again.
const RECURRING: &Terms =
    &Terms::new(&["每季", "每月", "每半年", "每周", "每日", "每天", "每年", "每学期", "每两个月", "每旬"]);
/// How often something is done.
const TIMES: &[&str] = &["次", "场", "期", "轮"];

/// Whether `name` with `figure` is no target of the clause.
pub(super) fn refuses(name: Passage<'_>, figure: &Figure, clause: Passage<'_>) -> bool {
    refuses_bound(name, figure) || is_recurring(figure, clause)
}

/// Whether `name` with a figure that a comparator binds is no target: 每月抽检不少于8次 is one.
pub(super) fn refuses_bound(name: Passage<'_>, figure: &Figure) -> bool {
    let standing = figure.nature == Nature::Time && name.contains_any(STANDING);
    standing || is_term(name) || is_reckoned(name) || name.contains_any(&["开工的", "完工的", "登记的"])
}

fn is_term(name: Passage<'_>) -> bool {
    name.ends_with_any(CAPS) || name.contains_any(TERMS) && !name.ends_with_any(MEASURED)
}

/// Whether a clause speaks of a benefit, a fine, a score, or of how to reckon.
pub(super) fn speaks_of_terms(clause: Passage<'_>) -> bool {
    clause.contains_any(TERMS)
        || clause.contains_any(&["给予", "免收", "减半", "得分", "扣", "最高", "最长", "不足", "按"])
}

/// 按不低于…, and 每 alone: 每降低1个百分点. 每千人口床位数 is a name.
fn is_reckoned(name: Passage<'_>) -> bool {
    name.strip_prefix(RECKONED).is_some() || name.to_string() == "每"
}

fn is_recurring(figure: &Figure, clause: Passage<'_>) -> bool {
    let times = figure.unit.as_deref().is_some_and(|unit| TIMES.contains(&unit));
    times && clause.contains_any(RECURRING)
}

/// Whether a clause says where something applies: its last 的 stands behind `end`, and a short noun behind that.
pub(super) fn is_condition(clause: Passage<'_>, end: usize) -> bool {
    const NOUN: usize = 12;
    let attribute = clause.from(end).rfind("的");
    attribute.is_some_and(|at| clause.end() - at <= NOUN && !aims(clause.from(at)))
}

/// 达到15%的目标: the figure is the aim.
pub(super) fn aims(rest: Passage<'_>) -> bool {
    rest.strip_prefix(&["的"]).is_some_and(|rest| rest.starts_with("目标") || rest.starts_with("水平"))
}

/// Whether a clause tells what happened before the plan's year: 2019年新增…, 去年….
pub(super) fn is_past(clause: Passage<'_>, years: Years) -> bool {
    if clause.strip_prefix(&["去年", "上年", "上一年", "已累计", "已经", "已"]).is_some() || is_so_far(clause)
    {
        return true;
    }
    let mut cursor = Cursor::new(clause, clause.start());
    let year = numeral::year_in_figures(&mut cursor).filter(|_| cursor.peek() == Some('年'));
    year.is_some_and(|year| years.begin_after(year))
}

/// 截至3月底已完成40%: what is so by now.
fn is_so_far(clause: Passage<'_>) -> bool {
    clause.strip_prefix(&["截至", "截止"]).is_some() && clause.contains_any(&["已", "累计完成"])
}

/// Whether a clause only says what was there before: 在去年新增1.8万个学位的基础上.
pub(super) fn is_basis(clause: Passage<'_>) -> bool {
    const BEFORE: &[&str] = &["在去年", "在上年", "在上一年", "在2", "在此前", "在前", "在巩固", "在已"];
    clause.strip_prefix(BEFORE).is_some() && clause.ends_with_any(&["基础上"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::figures;
    use crate::text::text_of;

    fn refused(name: &str, rest: &str) -> bool {
        let text = text_of(&format!("{name}{rest}"));
        let figure = figures(text.whole()).pop().unwrap();
        refuses(text.whole().to(name.chars().count()), &figure, text.whole())
    }

    #[test]
    fn terms_of_a_benefit_are_refused() {
        assert!(
            refused("贴息期限", "不超过1年")
                && refused("单个企业最高", "不超过10万元")
                && refused("补助标准", "提高50元")
        );
        assert!(refused("年龄", "不超过45周岁") && refused("每季度检查", "不少于1次"));
        assert!(
            !refused("补贴发放率", "达到100%")
                && !refused("台账保存期限", "不少于3年")
                && !refused("每千人口床位数", "达到7张")
        );
    }

    #[test]
    fn conditions_and_the_past_are_told() {
        let text = text_of("人数达到30人以上且管理规范的企业");
        assert!(is_condition(text.whole(), 9));
        let text = text_of("全面完成增长8%的目标");
        assert!(!is_condition(text.whole(), 8));
        assert!(
            is_past(text_of("2019年新增就业").whole(), Some(2020).into())
                && !is_past(text_of("2020年新增").whole(), Some(2020).into())
        );
    }
}
