//! What the columns of a task table hold, told by their usual names.

mod stage;
mod words;

pub(crate) use self::words::WHEN;
use self::words::{BODIES, DONE, INSIDE, MONEY, OF_PLAN, OTHER_TIMES, PERSONS, TIMES, UNITS, WORDS};
use super::holds::Holds;
use crate::bodies;
use crate::roles::{self, Label};
use crate::text::{Passage, is_ideograph};

/// The names that stand over a column, the upper first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head<'t> {
    /// The names, each once.
    pub(crate) names: Vec<String>,
    /// The lowest of them, as written.
    pub(crate) at: Option<Passage<'t>>,
}

/// A column: what it holds, and its name.
#[derive(Debug, Clone)]
pub(crate) struct Column<'t> {
    /// What it holds.
    pub(crate) holds: Holds,
    /// Its name, its two heads one after the other; empty where it has none.
    pub(crate) name: String,
    /// The lowest of its heads, as written.
    pub(crate) head: Option<Passage<'t>>,
    /// What it holds is told by its place alone.
    pub(crate) guessed: bool,
}

impl<'t> Column<'t> {
    /// The column below a head: the lower name tells more than the upper one, and both together more than the upper alone: 时间
    /// over 完工 is 完工时间.
    pub(crate) fn below(head: &Head<'t>) -> Self {
        let mut names = head.names.iter().rev();
        let lowest = names.next().map(|name| holds(name));
        let turned = || head.names.iter().rev().map(String::as_str).collect::<String>();
        let both = (head.names.len() > 1).then(turned).map(|name| holds(&name));
        let upper = names.map(|name| holds(name));
        let begins = head.names.last().is_some_and(|name| OTHER_TIMES.iter().any(|word| name.ends_with(word)));
        let told = both.filter(|both| lowest == Some(Holds::Act) && *both == Holds::Time && !begins); // 完工 under 时间
        let known = told.into_iter().chain(lowest).chain(both).chain(upper).find(|holds| *holds != Holds::Unknown);
        let (name, holds) = (head.names.concat(), known.unwrap_or(Holds::Unknown));
        Column { holds, name, head: head.at, guessed: false }
    }
}

/// Whether words are the whole name of a column, and no more: 任务名称, 牵头单位.
pub(crate) fn is_name(words: &str) -> bool {
    let known = || WORDS.iter().any(|(_, names)| names.contains(&words)) || TIMES.contains(&words);
    roles::labelled(words).is_some() || known()
}

/// What a column of this name holds.
pub(crate) fn holds(name: &str) -> Holds {
    let name = name.find(['（', '(']).and_then(|at| name.get(..at)).filter(|bare| !bare.is_empty()).unwrap_or(name);
    if !name.contains(|c| is_ideograph(c) || matches!(c, 'N' | '№')) {
        return Holds::Unknown; // a figure
    }
    if stage::is_part_of_year(name) {
        return Holds::Stage;
    }
    let beside = BODIES.iter().any(|body| name.contains(body)) && name.contains(['及', '和', '、', '/', '与']);
    let persons = !beside && PERSONS.iter().any(|word| name.contains(word));
    if persons || INSIDE.iter().any(|word| name.contains(word)) {
        return Holds::Remark;
    }
    let told = |word: &&&str| {
        name == **word
            || (name.ends_with(**word) && **word != "序")
            || (name.contains(**word) && word.len() * 2 > name.len())
    };
    let longest = |words: &[&str]| words.iter().filter(told).map(|word| word.len()).max();
    let found = WORDS.iter().rev().filter_map(|(holds, words)| Some((longest(words)?, *holds)));
    let (length, known) = found.max_by_key(|(length, _)| *length).unwrap_or((0, Holds::Unknown));
    match known {
        Holds::Remark | Holds::Progress | Holds::State => known,
        _ => units(name, length)
            .or_else(|| time(name, length))
            .or_else(|| money(name))
            .or_else(|| (known == Holds::Unknown && stage::is_act(name)).then_some(Holds::Act))
            .unwrap_or(known),
    }
}

/// Lets columns of which each is called after a year of its own hold what must be there by its end: 2024年, 2025年, 2026年. What was
/// there is a remark: 2024年实绩 beside 2025年目标.
pub(super) fn settle_years(columns: &mut [Column<'_>]) {
    let ahead: Vec<Option<i32>> = columns.iter().map(|column| stage::year_of(&column.name)).collect();
    let done: Vec<Option<i32>> = columns.iter().map(|column| stage::year_done(&column.name)).collect();
    let several = ahead.iter().chain(&done).flatten().collect::<std::collections::BTreeSet<_>>().len() > 1;
    for ((column, ahead), done) in columns.iter_mut().zip(ahead).zip(done).filter(|_| several) {
        column.holds = match (ahead, done) {
            (Some(_), _) => Holds::Stage,
            (None, Some(_)) if column.holds != Holds::Progress => Holds::Remark,
            _ => column.holds,
        };
    }
}

/// Whether the name of a column is a year: 2025年.
pub(super) fn is_year(name: &str) -> bool {
    stage::year_of(name).is_some()
}

/// 验收时间: when that is done which the name says.
pub(super) fn is_act_time(name: &str) -> bool {
    WHEN.iter().find_map(|when| name.strip_suffix(when)).is_some_and(stage::is_act)
}

/// 年度投资: what is to be spent in the plan's time.
fn money(name: &str) -> Option<Holds> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    (has(MONEY) && has(OF_PLAN)).then_some(Holds::Figure)
}

/// 牵头单位, 市级责任部门, 责任分工; the same words without 单位 where the name is nothing else: 牵头.
fn units(name: &str, known: usize) -> Option<Holds> {
    let (word, role) = *UNITS.iter().find(|(word, _)| name.contains(word))?;
    if name.find(word).and_then(|at| name.get(..at)).is_some_and(bodies::is_body) {
        return None; // 市甲局牵头 is a cell, no name
    }
    let told = match roles::column(name) {
        Some(Label::Units(role)) => Some(role),
        Some(_) => None,
        None => Some(role).filter(|_| name == word || (known <= word.len() && BODIES.iter().any(|b| name.contains(b)))),
    };
    told.map(Holds::Units)
}

/// 完成时限, 完工时间, 起止日期; by 开工时间 only that is done which it is called after.
fn time(name: &str, known: usize) -> Option<Holds> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let word = TIMES.iter().filter(|word| name.contains(**word)).map(|word| word.len()).max();
    let ends = !name.contains(['及', '和', '、', '与']) && WHEN.iter().any(|word| name.ends_with(word));
    let length = word.max(ends.then_some(name.len()))?;
    let other = has(OTHER_TIMES) && !has(DONE);
    let holds = match other {
        true if is_act_time(name) => Holds::Act,
        true => Holds::Remark,
        false => Holds::Time,
    };
    (length > known).then_some(holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::Role;

    #[test]
    fn columns_are_told_by_their_usual_names() {
        for (holding, names) in [
            (Holds::Units(Role::Lead), &["牵头单位", "市级牵头部门", "牵头", "牵头（责任）单位"][..]),
            (Holds::Units(Role::Support), &["配合单位", "协办单位", "参加部门", "协作单位", "配合部门（单位）"]),
            (
                Holds::Units(Role::Responsible),
                &[
                    "责任单位",
                    "责任单位及责任人",
                    "责任分工",
                    "责任地区",
                    "承办部门",
                    "实施主体",
                    "落实单位",
                    "责任县区",
                ],
            ),
            (Holds::Units(Role::Main), &["主责单位", "主责部门"]),
            (
                Holds::Time,
                &[
                    "完成时限",
                    "完成时间",
                    "办结时限",
                    "时间",
                    "整改时限",
                    "截止日期",
                    "工作时限要求",
                    "竣工时间",
                    "起止日期",
                    "拟投用时间",
                    "开竣工时间",
                    "序时进度",
                ],
            ),
            (Holds::Stage, &["6月底前目标", "年底前目标", "12月底进度", "上半年目标", "全年目标", "年底目标任务"]),
            (Holds::Stage, &["一季度", "第二季度目标", "上半年", "2026年下半年计划", "9月底", "1—3月", "十月"]),
            (Holds::Act, &["开工时间", "计划开工日期", "可研批复", "招标", "开工", "竣工验收"]),
            (Holds::Figure, &["年度投资（万元）", "目标值", "2026年计划投资", "任务数"]),
            (Holds::Units(Role::Guide), &["监督单位", "督导部门", "验收单位", "审核部门（单位）"]),
        ] {
            for name in names {
                assert_eq!(holds(name), holding, "{name}");
            }
        }
    }

    #[test]
    fn columns_of_what_is_done_and_what_is_said_besides_are_told_as_well() {
        for (holding, names) in [
            (Holds::Title, &["重点任务", "任务", "项目名称", "重点工作", "存在问题", "指标名称"][..]),
            (
                Holds::Content,
                &["具体措施", "工作内容", "目标任务", "任务内容", "整改措施", "工作要求", "工作标准", "2026年目标"],
            ),
            (Holds::Chapter, &["类别", "任务类别", "领域"]),
            (Holds::Progress, &["进展情况", "完成情况", "工作进展"]),
            (Holds::State, &["完成状态", "是否完成"]),
            (
                Holds::Remark,
                &[
                    "备注",
                    "责任领导",
                    "联系人及电话",
                    "局内牵头处室",
                    "责任人",
                    "问题发现时间",
                    "2024年基数",
                    "考核分值",
                    "评分标准",
                ],
            ),
            (Holds::Number, &["序号", "编号"]),
            (Holds::Unknown, &["资金（万元）", "城市", "2025年", "达标率", "项目资金", "浓度"]),
        ] {
            for name in names {
                assert_eq!(holds(name), holding, "{name}");
            }
        }
    }
}
