//! Classes that are obliged in their own name: 应用涂装工艺的企业应….

use super::subject::{Kind, Subject};
use crate::text::{Passage, Terms};

/// Words by which a class is obliged.
const OBLIGED: &Terms = &Terms::new(&["应当", "要", "应", "须", "不得"]);
/// What a class that can be obliged ends with.
const CLASSES: &Terms = &Terms::new(&["企业", "单位", "机构", "园区"]);
/// What is done about a class, and is called by it.
const AFFAIRS: &Terms = &Terms::new(&[
    "注销", "开办", "登记", "设立", "变更", "准入", "上市", "减负", "诉求", "融资", "年报", "信用", "合规", "服务",
    "职工", "退休", "研发", "技改", "招聘", "培育",
]);
/// A class is not described at greater length.
const CLASS_LENGTH: usize = 40;

/// A class that is obliged: 应用涂装工艺的企业应…; the obliging word may open the next clause.
pub(super) fn class_of(clause: Passage<'_>, next: Option<Passage<'_>>) -> Option<Subject> {
    let obliged = |at: &usize| clause.matches_any(*at, OBLIGED).is_some() && clause.to(*at).ends_with_any(CLASSES);
    let whole = || {
        let next_obliges = next.is_some_and(|n| n.strip_prefix(OBLIGED).is_some());
        (next_obliges && clause.ends_with_any(CLASSES)).then_some(clause.end())
    };
    let rate = |end: usize| clause.at(end).is_some_and(|c| "GDP产面工生地能国".contains(c)); // 单位GDP能耗
    let named = |end: usize| clause.matches_any(end, AFFAIRS).is_some(); // 企业注销“一网服务”
    let opens = || clause.matches_any(clause.start(), CLASSES).map(|(_, end)| end);
    let opens = || opens().filter(|end| !rate(*end) && !named(*end));
    let end = (clause.start()..clause.end()).find(obliged).or_else(whole).or_else(opens)?;
    let class = clause.to(end);
    let head = class.rfind("的").map_or(class, |at| class.from(at + 1));
    (class.len() <= CLASS_LENGTH).then(|| Subject {
        start: class.start(),
        end,
        owed: vec![head.to_string()],
        kind: Kind::Class,
    })
}

/// Whether an obliging word stands at `at`, or the clause ends there.
pub(crate) fn is_obliged(clause: Passage<'_>, at: usize) -> bool {
    at == clause.end() || clause.matches_any(at, OBLIGED).is_some()
}
