//! The words of a plan: roles, kinds of milestones, comparators.

pub mod choice;
pub mod redate;

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::word::stored_vocabulary;

/// The years that a plan may be for.
pub const PLAN_YEARS: Range<i32> = 2000..2100;

/// A number and the title behind it as documents write them: `三、保障措施`, `（一）编制名录`, `1. 编制名录`, `第一条 总则`. Only a
/// number that ends without a mark of its own gets one.
pub fn heading(number: &str, title: &str) -> String {
    const NUMERALS: &str = "〇零一二三四五六七八九十百";
    let mark = match number.chars().last() {
        None | Some('）' | ')' | '】' | '、' | '.' | '．') => "",
        Some(last) if last.is_ascii_digit() => ". ",
        Some(_) if number.chars().all(|c| NUMERALS.contains(c)) => "、",
        Some(_) => " ",
    };
    format!("{number}{mark}{title}")
}

/// The title of the plan that a notice hands out: of `关于印发《某市治气计划》的通知` what stands in the marks; any other title is its own.
pub fn handed_out(title: &str) -> &str {
    let inner = title.trim().strip_suffix("》的通知").and_then(|rest| rest.split_once('《'));
    let (before, inner) = inner.unwrap_or_default();
    let is_one = before.contains("关于") && !inner.trim().is_empty() && !inner.contains(['《', '》']);
    if is_one { inner.trim() } else { title }
}

stored_vocabulary! {
    /// From what kind of source its tasks come (任务来源).
    PlanKind {
        /// 工作计划, 方案, 清单.
        Plan = "plan",
        /// 工作台账: a table that was kept before.
        Ledger = "ledger",
        /// 领导批示.
        Instruction = "instruction",
        /// 会议议定事项.
        Meeting = "meeting",
    }
}

impl PlanKind {
    /// What a title says of it; a plan, where it says nothing. The last word decides, as it does in a name: 会议批示件办理台账 is a ledger.
    pub fn of_title(title: &str) -> Self {
        const WORDS: [(&str, PlanKind); 10] = [
            ("台账", PlanKind::Ledger),
            ("台帐", PlanKind::Ledger),
            ("批示", PlanKind::Instruction),
            ("交办件", PlanKind::Instruction),
            ("会议纪要", PlanKind::Meeting),
            ("议定事项", PlanKind::Meeting),
            ("会议决定事项", PlanKind::Meeting),
            ("计划", PlanKind::Plan),
            ("方案", PlanKind::Plan),
            ("要点", PlanKind::Plan),
        ];
        let last = WORDS.iter().filter_map(|(word, kind)| Some((title.rfind(word)?, *kind))).max_by_key(|(at, _)| *at);
        last.map_or(Self::Plan, |(_, kind)| kind)
    }
}

stored_vocabulary! {
    /// What a unit is on a measure (分工).
    AssignmentRole {
        /// 牵头.
        Lead = "lead",
        /// 配合.
        Support = "support",
        /// 责任.
        Responsible = "responsible",
        /// 指导: sees the measure, owes nothing.
        Guide = "guide",
    }
}

impl AssignmentRole {
    /// Whether a unit in this role owes the measure over the year.
    pub fn owes(self) -> bool {
        matches!(self, Self::Lead | Self::Responsible)
    }

    /// The roles by which a list is put in order: all that are known, then those of other versions among the ones in use.
    pub fn in_order(used: impl Iterator<Item = Self>) -> Vec<Self> {
        let unknown: BTreeSet<Self> = used.filter(|role| !role.is_known()).collect();
        Self::ALL.iter().copied().chain(unknown).collect()
    }
}

stored_vocabulary! {
    /// What kind of time phrase a milestone carries.
    MilestoneKind {
        /// A thing to be handed in or built by a date.
        Deliverable = "deliverable",
        /// A state or figure to be reached by a date.
        Target = "target",
        /// A season or a lasting duty, without a date.
        Ongoing = "ongoing",
        /// An event or a superior's schedule decides; no date is written.
        Conditional = "conditional",
    }
}

stored_vocabulary! {
    /// How an indicator's value binds.
    Comparator {
        /// Not below the value.
        AtLeast = ">=",
        /// Not above the value.
        AtMost = "<=",
        /// The value itself.
        Equal = "=",
        /// Above the value.
        Above = ">",
        /// Below the value.
        Below = "<",
        /// Up by the value against the baseline.
        Up = "up",
        /// Down by the value against the baseline.
        Down = "down",
    }
}

stored_vocabulary! {
    /// How much a doubt of the compiler matters.
    Severity {
        /// Something could not be read; a person must decide.
        Error = "error",
        /// Something was read in one of several ways.
        Warning = "warning",
        /// Something was mended or is worth knowing.
        Note = "note",
    }
}

stored_vocabulary! {
    /// Where a plan stands.
    PlanState {
        /// Imported, not yet confirmed: nothing is tracked.
        Draft = "draft",
        /// Confirmed: obligations are tracked and notices sent.
        Active = "active",
        /// The year is over.
        Closed = "closed",
    }
}

/// The number under which the users know a task: section and number, `（二）1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaskRef {
    /// `（二）`, or empty.
    pub section: String,
    /// `1`.
    pub number: String,
}

impl std::fmt::Display for TaskRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.section, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::{PlanKind, handed_out, heading};

    #[test]
    fn the_last_word_of_a_title_says_what_kind_of_source_it_is() {
        for (title, kind) in [
            ("广西2024年度大气污染防治攻坚实施计划", PlanKind::Plan),
            ("湿地保护工作台账", PlanKind::Ledger),
            ("省领导批示办理情况", PlanKind::Instruction),
            ("领导批示件办理台账", PlanKind::Ledger),
            ("市政府第12次常务会议纪要", PlanKind::Meeting),
            ("台账管理工作方案", PlanKind::Plan),
            ("2025年防汛备汛", PlanKind::Plan),
            ("", PlanKind::Plan),
        ] {
            assert_eq!(PlanKind::of_title(title), kind, "{title}");
        }
    }

    #[test]
    fn a_plan_goes_by_its_own_title_and_not_by_that_of_the_notice() {
        for (title, own) in [
            ("关于印发《某市治气计划》的通知", "某市治气计划"),
            ("某市人民政府办公室关于印发《某市治气计划（2025年）》的通知", "某市治气计划（2025年）"),
            ("某市治气计划", "某市治气计划"),
            ("《某市治气计划》", "《某市治气计划》"),
            ("关于落实《甲计划》和《乙计划》的通知", "关于落实《甲计划》和《乙计划》的通知"),
            ("关于做好治气工作的通知", "关于做好治气工作的通知"),
            ("关于印发《》的通知", "关于印发《》的通知"),
            ("", ""),
        ] {
            assert_eq!(handed_out(title), own);
        }
    }

    #[test]
    fn a_number_gets_a_mark_only_where_it_ends_without_one() {
        for (number, title, written) in [
            ("1", "编制名录", "1. 编制名录"),
            ("（一）", "开展监测", "（一）开展监测"),
            ("1.", "编制名录", "1.编制名录"),
            ("三", "保障措施", "三、保障措施"),
            ("十二", "保障措施", "十二、保障措施"),
            ("第一条", "总则", "第一条 总则"),
            ("", "总则", "总则"),
        ] {
            assert_eq!(heading(number, title), written);
        }
    }
}
