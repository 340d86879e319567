//! Labels that are put together of few words: 整改责任单位, 业务指导, 分管县领导.

use super::role::{Label, Role};
use crate::words::Words;

/// What a word of a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    /// Nothing: it only goes with another.
    Nothing,
    /// It means bodies.
    Body,
    /// Bodies with a part in it, but which?
    Unsure,
    /// They do it.
    Does,
    /// They help.
    Helps,
    /// They guide.
    Guides,
    /// They do the most of it.
    Mostly,
    /// They lead.
    Leads,
    /// A time.
    Time,
    /// Persons, and offices inside of a body.
    Person,
}

/// The words, longer ones before those that they begin with.
static PARTS: Words<Says> = Words::new(&[
    ("总牵头", Says::Leads),
    ("牵头", Says::Leads),
    ("主办", Says::Leads),
    ("统筹", Says::Leads),
    ("抓总", Says::Leads),
    ("主责", Says::Mostly),
    ("第一责任", Says::Mostly),
    ("联系单位", Says::Helps),
    ("联络单位", Says::Helps),
    ("对接单位", Says::Helps),
    ("联系部门", Says::Helps),
    ("业务指导", Says::Guides),
    ("指导", Says::Guides),
    ("督导", Says::Guides),
    ("督办", Says::Guides),
    ("督促", Says::Guides),
    ("督查", Says::Guides),
    ("监督", Says::Guides),
    ("监管", Says::Guides),
    ("验收", Says::Guides),
    ("考核", Says::Guides),
    ("配合", Says::Helps),
    ("协办", Says::Helps),
    ("协同", Says::Helps),
    ("协助", Says::Helps),
    ("协作", Says::Helps),
    ("参与", Says::Helps),
    ("参加", Says::Helps),
    ("支持", Says::Helps),
    ("保障", Says::Helps),
    ("会办", Says::Helps),
    ("联办", Says::Helps),
    ("责任", Says::Does),
    ("负责", Says::Does),
    ("承办", Says::Does),
    ("承担", Says::Does),
    ("落实", Says::Does),
    ("实施", Says::Does),
    ("执行", Says::Does),
    ("办理", Says::Does),
    ("推进", Says::Does),
    ("组织", Says::Does),
    ("包保", Says::Does),
    ("经办", Says::Does),
    ("主管", Says::Unsure),
    ("审核", Says::Unsure),
    ("销号", Says::Unsure),
    ("单位", Says::Body),
    ("部门", Says::Body),
    ("主体", Says::Body),
    ("机构", Says::Body),
    ("地区", Says::Body),
    ("时限", Says::Time),
    ("期限", Says::Time),
    ("时间", Says::Time),
    ("节点", Says::Time),
    ("领导", Says::Person),
    ("负责同志", Says::Person),
    ("联系方式", Says::Person),
    ("联系人", Says::Person),
    ("联络员", Says::Person),
    ("电话", Says::Person),
    ("人员", Says::Person),
    ("人", Says::Person),
    ("副省长", Says::Person),
    ("副市长", Says::Person),
    ("副州长", Says::Person),
    ("副县长", Says::Person),
    ("副区长", Says::Person),
    ("副厅长", Says::Person),
    ("副局长", Says::Person),
    ("科室", Says::Person),
    ("处室", Says::Person),
    ("股室", Says::Person),
    ("科", Says::Nothing),
    ("省级", Says::Nothing),
    ("市级", Says::Nothing),
    ("州级", Says::Nothing),
    ("县级", Says::Nothing),
    ("区级", Says::Nothing),
    ("镇级", Says::Nothing),
    ("省直", Says::Nothing),
    ("市直", Says::Nothing),
    ("州直", Says::Nothing),
    ("县直", Says::Nothing),
    ("区直", Says::Nothing),
    ("省", Says::Nothing),
    ("市", Says::Nothing),
    ("州", Says::Nothing),
    ("县", Says::Nothing),
    ("区", Says::Nothing),
    ("校", Says::Nothing),
    ("院", Says::Nothing),
    ("局", Says::Nothing),
    ("厅", Says::Nothing),
    ("委", Says::Nothing),
    ("办", Says::Nothing),
    ("总", Says::Nothing),
    ("主要", Says::Nothing),
    ("具体", Says::Nothing),
    ("直接", Says::Nothing),
    ("第一", Says::Nothing),
    ("其他", Says::Nothing),
    ("其它", Says::Nothing),
    ("分管", Says::Nothing),
    ("包抓", Says::Nothing),
    ("包联", Says::Nothing),
    ("联系", Says::Nothing),
    ("挂钩", Says::Nothing),
    ("挂点", Says::Nothing),
    ("整改", Says::Nothing),
    ("行业", Says::Nothing),
    ("业务", Says::Nothing),
    ("技术", Says::Nothing),
    ("属地", Says::Nothing),
    ("任务", Says::Nothing),
    ("工作", Says::Nothing),
    ("项目", Says::Nothing),
    ("计划", Says::Nothing),
    ("预计", Says::Nothing),
    ("完成", Says::Nothing),
    ("办结", Says::Nothing),
    ("完工", Says::Nothing),
    ("竣工", Says::Nothing),
    ("及", Says::Nothing),
    ("和", Says::Nothing),
    ("与", Says::Nothing),
    ("、", Says::Nothing),
    ("（", Says::Nothing),
    ("）", Says::Nothing),
]);

/// A label is not longer.
pub(super) const LONGEST: usize = 12;

/// Whether a label may begin with a character.
pub(super) fn may_begin(first: Option<char>) -> bool {
    !PARTS.beginning(first).is_empty()
}

/// What a label means all of whose words are known; none where one is not, or where they say nothing together: 项目单位.
pub(super) fn meaning(label: &str) -> Option<Label> {
    let (mut rest, mut says) = (label, Says::Nothing);
    let mut bodies = false;
    while let Some(first) = rest.chars().next() {
        let fits = |(word, _): &&&(&'static str, Says)| rest.starts_with(word);
        let (word, part) = PARTS.beginning(Some(first)).iter().filter(fits).max_by_key(|(word, _)| word.len())?;
        rest = rest.get(word.len()..)?;
        bodies |= *part == Says::Body;
        says = says.max(*part);
    }
    let role = match says {
        Says::Nothing | Says::Body => return None,
        Says::Unsure if !bodies => return None,
        Says::Unsure => Role::Unknown,
        Says::Does => Role::Responsible,
        Says::Helps => Role::Support,
        Says::Guides => Role::Guide,
        Says::Mostly => Role::Main,
        Says::Leads => Role::Lead,
        Says::Time => return Some(Label::Time),
        Says::Person => return Some(Label::Other),
    };
    Some(Label::Units(role))
}

/// What a label means with a word in it that nobody knows: bodies with some part, or something else.
pub(super) fn guess(label: &str) -> Label {
    let bodies = ["单位", "部门", "主体"].iter().any(|end| label.ends_with(end));
    if bodies { Label::Units(Role::Unknown) } else { Label::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_means_what_its_strongest_word_says() {
        for (label, role) in [
            ("整改责任单位", Role::Responsible),
            ("落实主体", Role::Responsible),
            ("业务指导单位", Role::Guide),
            ("验收单位", Role::Guide),
            ("市级总牵头单位", Role::Lead),
            ("其他配合部门", Role::Support),
            ("牵头和责任单位", Role::Lead),
            ("行业主管部门", Role::Unknown),
        ] {
            assert_eq!(meaning(label), Some(Label::Units(role)), "{label}");
        }
        for persons in
            ["督办领导", "分管厅领导", "分管副市长", "分管县领导", "承办人", "具体负责人", "牵头科室", "联系电话"]
        {
            assert_eq!(meaning(persons), Some(Label::Other), "{persons}");
        }
        assert_eq!(meaning("整改时限"), Some(Label::Time));
        for other in ["单位", "项目单位", "工作目标", "建设内容", ""] {
            assert_eq!(meaning(other), None, "{other}");
        }
    }

    #[test]
    fn an_unknown_label_is_of_bodies_where_it_says_so() {
        assert_eq!(guess("兜底单位"), Label::Units(Role::Unknown));
        assert_eq!(guess("挂图作战"), Label::Other);
    }
}
