//! The verbs behind a list of units, which are put together of few words: 牵头督导, 统筹协调, 配合做好相关工作.

use super::role::Role;
use crate::text::Passage;
use crate::words::Words;

/// What a word of a verb says of the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    /// Nothing: it only goes on with the word before.
    Nothing,
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
}

/// A word of a verb: what it says, and whether it may be the first. Words that end names of departments as well (市场监管, 医疗
/// 保障) are the first only where a name stands before them that is whole.
#[derive(Debug, Clone, Copy)]
struct Part {
    says: Says,
    first: bool,
    /// It may stand before the first: 具体承办.
    leads_in: bool,
}

const fn first(says: Says) -> Part {
    Part { says, first: true, leads_in: false }
}

const fn later(says: Says) -> Part {
    Part { says, first: false, leads_in: false }
}

const fn manner() -> Part {
    Part { says: Says::Nothing, first: false, leads_in: true }
}

/// The words, longer ones first.
static PARTS: Words<Part> = Words::new(&[
    ("按职责分工", first(Says::Does)),
    ("作为牵头单位", first(Says::Leads)),
    ("为牵头单位", first(Says::Leads)),
    ("均为责任单位", first(Says::Does)),
    ("均为配合单位", first(Says::Helps)),
    ("为牵头部门", first(Says::Leads)),
    ("为配合单位", first(Says::Helps)),
    ("为参与单位", first(Says::Helps)),
    ("为责任单位", first(Says::Does)),
    ("为责任部门", first(Says::Does)),
    ("为第一责任人", first(Says::Mostly)),
    ("为第一责任单位", first(Says::Mostly)),
    ("为责任主体", first(Says::Does)),
    ("承担主体责任", first(Says::Does)),
    ("负主体责任", first(Says::Does)),
    ("扎口管理", first(Says::Leads)),
    ("总协调", first(Says::Leads)),
    ("予以协助", first(Says::Helps)),
    ("联办", first(Says::Helps)),
    ("协抓", first(Says::Helps)),
    ("跟踪督办", first(Says::Guides)),
    ("予以配合", first(Says::Helps)),
    ("技术支撑", first(Says::Helps)),
    ("提供技术支撑", first(Says::Helps)),
    ("双牵头", first(Says::Leads)),
    ("共同牵头", first(Says::Leads)),
    ("抓落实", first(Says::Does)),
    ("抓好", first(Says::Does)),
    ("牵头", first(Says::Leads)),
    ("统筹", first(Says::Leads)),
    ("抓总", first(Says::Leads)),
    ("主抓", first(Says::Leads)),
    ("主办", first(Says::Leads)),
    ("总牵头", first(Says::Leads)),
    ("总牵", first(Says::Leads)),
    ("总负责", first(Says::Leads)),
    ("主体负责", first(Says::Does)),
    ("主责", first(Says::Mostly)),
    ("指导", first(Says::Guides)),
    ("督导", first(Says::Guides)),
    ("督促", first(Says::Guides)),
    ("督办", first(Says::Guides)),
    ("盯办", first(Says::Guides)),
    ("领办", first(Says::Does)),
    ("跟办", first(Says::Does)),
    ("配合", first(Says::Helps)),
    ("参与", first(Says::Helps)),
    ("参加", first(Says::Helps)),
    ("协助", first(Says::Helps)),
    ("协办", first(Says::Helps)),
    ("协同", first(Says::Helps)),
    ("协作", first(Says::Helps)),
    ("支持配合", first(Says::Helps)),
    ("积极配合", first(Says::Helps)),
    ("负责", first(Says::Does)),
    ("落实", first(Says::Does)),
    ("实施", first(Says::Does)),
    ("承办", first(Says::Does)),
    ("承担", first(Says::Does)),
    ("主管", first(Says::Does)),
    ("申报", first(Says::Does)),
    ("起草", first(Says::Does)),
    ("会办", first(Says::Helps)),
    ("协管", first(Says::Helps)),
    ("办理", first(Says::Does)),
    ("贯彻落实", first(Says::Does)),
    ("组织实施", first(Says::Does)),
    ("组织落实", first(Says::Does)),
    ("组织推进", first(Says::Does)),
    ("推进落实", first(Says::Does)),
    ("推动落实", first(Says::Does)),
    ("分工负责", first(Says::Does)),
    ("监督", later(Says::Guides)),
    ("监管", later(Says::Guides)),
    ("考核", later(Says::Guides)),
    ("督查", later(Says::Guides)),
    ("检查", later(Says::Guides)),
    ("执纪", later(Says::Guides)),
    ("验收", first(Says::Guides)),
    ("评估", later(Says::Guides)),
    ("审核", first(Says::Guides)),
    ("支持", later(Says::Helps)),
    ("保障", later(Says::Helps)),
    ("服务保障", later(Says::Helps)),
    ("支持保障", later(Says::Helps)),
    ("联动", first(Says::Helps)),
    ("经费保障", later(Says::Does)),
    ("资金保障", later(Says::Does)),
    ("要素保障", later(Says::Does)),
    ("组织", later(Says::Does)),
    ("协调", later(Says::Does)),
    ("推进", later(Says::Does)),
    ("推动", later(Says::Does)),
    ("执行", later(Says::Does)),
    ("跟进", later(Says::Helps)),
    ("支撑", later(Says::Helps)),
    ("调度", later(Says::Does)),
    ("兜底保障", later(Says::Does)),
    ("兜底", later(Says::Does)),
    ("包保", later(Says::Does)),
    ("抓", later(Says::Does)),
    ("具体", manner()),
    ("共同", manner()),
    ("分别", manner()),
    ("全面", manner()),
    ("积极", manner()),
    ("密切", manner()),
    ("联合", manner()),
    ("直接", manner()),
    ("全程", manner()),
    ("各自", manner()),
    ("属地", manner()),
    ("行业", manner()),
    ("统一", manner()),
    ("依法", manner()),
    ("全力", manner()),
    ("切实", manner()),
    ("主动", manner()),
    ("归口", manner()),
    ("查处", later(Says::Does)),
    ("处置", later(Says::Does)),
    ("管理", later(Says::Does)),
    ("齐抓共管", first(Says::Does)),
    ("跟踪", later(Says::Nothing)),
    ("业务", later(Says::Nothing)),
    ("技术", later(Says::Nothing)),
    ("日常", later(Says::Nothing)),
    ("做好", later(Says::Nothing)),
    ("开展", later(Says::Nothing)),
    ("完成", later(Says::Nothing)),
    ("相关工作", later(Says::Nothing)),
    ("有关工作", later(Says::Nothing)),
    ("工作", later(Says::Nothing)),
    ("任务", later(Says::Nothing)),
    ("到位", later(Says::Nothing)),
    ("并", later(Says::Nothing)),
]);
/// A verb is not put together of more words.
const MOST: usize = 8;

/// The verb that stands at `at`: its role and its end.
pub(crate) fn verb_at(text: Passage<'_>, at: usize) -> Option<(Role, usize)> {
    let mut from = at;
    for _ in 0..MOST {
        match longest(text, from)? {
            (part, _) if part.first => return spoken(text, at),
            (part, _) if from > at && !part.leads_in && part.says != Says::Nothing => return spoken(text, at), // 依法查处
            (part, end) if part.leads_in => from = end,
            _ => return None,
        }
    }
    None
}

/// What the words behind a whole name say from `at` on, and where those end that are understood.
pub(crate) fn spoken(text: Passage<'_>, at: usize) -> Option<(Role, usize)> {
    let (mut end, mut says) = (at, Says::Nothing);
    for _ in 0..MOST {
        let Some((part, next)) = longest(text, end) else { break };
        says = says.max(part.says);
        end = next;
    }
    role(says).map(|role| (role, end))
}

fn longest(text: Passage<'_>, at: usize) -> Option<(Part, usize)> {
    PARTS.at(text, at).max_by_key(|(_, end)| *end).map(|(part, end)| (*part, end))
}

fn role(says: Says) -> Option<Role> {
    Some(match says {
        Says::Nothing => return None,
        Says::Does => Role::Responsible,
        Says::Helps => Role::Support,
        Says::Guides => Role::Guide,
        Says::Mostly => Role::Main,
        Says::Leads => Role::Lead,
    })
}

/// Whether a list in front of `name`'s end is closed by a verb: 市甲局牵头.
pub(crate) fn ends_with_verb(name: Passage<'_>) -> bool {
    const LONGEST: usize = 12;
    let from = name.end().saturating_sub(LONGEST).max(name.start());
    (from..name.end()).any(|at| verb_at(name, at).is_some_and(|(_, end)| end == name.end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_verb_is_put_together_and_its_strongest_word_tells() {
        let read = |written: &str| {
            let text = text_of(written);
            verb_at(text.whole(), 0).map(|(role, end)| (role, text.whole().to(end).to_string()))
        };
        for (verb, role) in [
            ("牵头督导", Role::Lead),
            ("统筹协调", Role::Lead),
            ("负责指导督促", Role::Guide),
            ("督导落实", Role::Guide),
            ("配合做好相关工作", Role::Support),
            ("参与配合", Role::Support),
            ("负责具体实施", Role::Responsible),
            ("落实到位", Role::Responsible),
            ("主责", Role::Main),
            ("总牵头", Role::Lead),
            ("具体承办", Role::Responsible),
            ("联合督办", Role::Guide),
            ("负责经费保障", Role::Responsible),
            ("为第一责任人", Role::Main),
            ("为责任主体", Role::Responsible),
            ("技术支撑", Role::Support),
            ("统筹调度", Role::Lead),
        ] {
            assert_eq!(read(&format!("{verb}，")), Some((role, verb.to_owned())), "{verb}");
        }
        for word in ["监管", "保障", "组织", "工作", "推进"] {
            assert_eq!(read(word), None, "{word}");
        }
    }
}
