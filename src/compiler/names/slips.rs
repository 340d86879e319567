//! Slips in a list of names: separators, characters and brackets that are lost.

use super::naming::Naming;
use crate::bodies;
use crate::bounds;
use crate::doubt::Doubts;
use crate::lists;
use crate::named;
use crate::roles::Role;
use crate::sentence::{closes_frame, opens_frame};
use crate::text::Passage;

/// 市甲局市乙局: two names whose separator is lost.
pub(super) fn unglued<'t>(part: Passage<'t>, naming: Naming<'_>, doubts: &mut Doubts) -> Vec<Passage<'t>> {
    if part.len() > 2 * bounds::NAME {
        return vec![part];
    }
    let Some(level) = naming.level_of(&part.to_string()) else { return vec![part] };
    let ends = |at: usize| part.before(at).is_some_and(|c| "厅局委办".contains(c));
    let begins = |at: usize| part.matches(at, level).is_some() && naming.level_of(&part.from(at).to_string()).is_some();
    glued(part, doubts);
    let seam = (part.start() + 3..part.end().saturating_sub(3)).find(|at| ends(*at) && begins(*at));
    let Some(seam) = seam else { return vec![part] };
    doubts.warn(part, format!("两个单位之间疑缺顿号，已分作“{}”和“{}”", part.to(seam), part.from(seam)));
    vec![part.to(seam), part.from(seam)]
}

/// 市甲局乙局丙局: more bodies than one name has.
fn glued(part: Passage<'_>, doubts: &mut Doubts) {
    if part.chars().iter().filter(|c| matches!(c, '局' | '厅')).count() > 2 {
        doubts.warn(part, "疑为几个单位连写，中间缺顿号，请核对");
    }
}

/// The name without the mark beside it, and what that says of its role: 市甲局★.
pub(super) fn unmarked<'t>(part: Passage<'t>, naming: Naming<'_>, doubts: &mut Doubts) -> (Passage<'t>, Option<Role>) {
    let name = part.trim(named::MARKS);
    let mark = part.chars().iter().find(|c| named::MARKS.contains(c)).filter(|_| name.len() < part.len());
    let Some(mark) = mark.filter(|_| !name.is_empty()) else { return (part, None) };
    if naming.mark.is_none() {
        doubts.warn(part, format!("单位名旁的标记“{mark}”没有说明，不知道是否指牵头单位，请核对"));
    }
    (name, naming.mark.filter(|lead| lead == mark).map(|_| Role::Lead))
}

/// 市甲局（王某某）: a person in the bracket is none of the name.
pub(super) fn without_person<'t>(part: Passage<'t>, doubts: &mut Doubts) -> Passage<'t> {
    let open = part.rfind("（").filter(|open| *open > part.start() && part.ends_with_any(&["）"]));
    let Some(open) = open.filter(|open| lists::are_persons(part.cut(open + 1, part.end() - 1))) else { return part };
    doubts.note(part, "括号里像是人名，没有读作单位名称");
    part.to(open)
}

/// The name in which a bracket is opened and never closed: what stands in it, or before it.
pub(super) fn unbracketed<'t>(part: Passage<'t>, doubts: &mut Doubts) -> Passage<'t> {
    if part.ends_with_any(&["）"]) && !part.contains("（") {
        doubts.warn(part, "单位名称里的括号不成对，请核对");
        return part.to(part.end() - 1);
    }
    let Some(open) = part.find("（").filter(|_| !part.contains("）")) else { return part };
    doubts.warn(part, "单位名称里的括号不成对，请核对");
    let inner = part.from(open + 1);
    if bodies::is_body(&inner.to_string()) || open == part.start() { inner } else { part.to(open) }
}

/// 市甲局〔预算科: with the end of its frame, which was taken for a mark around the list.
pub(super) fn closed(mut name: String) -> String {
    if let Some(open) =
        name.rfind(opens_frame).filter(|open| !name.get(*open..).unwrap_or_default().contains(closes_frame))
    {
        let close = match name.get(open..).and_then(|frame| frame.chars().next()) {
            Some('〔') => '〕',
            Some('【') => '】',
            Some('［') => '］',
            _ => ']',
        };
        name.push(close);
    }
    name
}

/// 各设区人民政府 is 各设区市人民政府 with a character lost.
pub(super) fn corrected(part: Passage<'_>, name: String, doubts: &mut Doubts) -> String {
    let lost = name.find("设区").filter(|at| !name.get(at + "设区".len()..).is_some_and(|rest| rest.starts_with('市')));
    let Some(at) = lost.filter(|_| name.ends_with("政府")) else { return name };
    let (before, after) = name.split_at(at + "设区".len());
    let mended = format!("{before}市{after}");
    doubts.note(part, format!("疑缺“市”字，已读作“{mended}”"));
    mended
}
