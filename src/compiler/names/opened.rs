//! Names without the words that lead to them: 由甲局, 会议要求甲局.

use crate::bodies;
use crate::named;
use crate::text::{Passage, Terms};

/// What a sentence says that somebody does.
const MATTERS: &Terms = &Terms::new(&[
    "此项工作",
    "该项工作",
    "本项工作",
    "此项任务",
    "该项任务",
    "本项任务",
    "上述工作",
    "上述任务",
    "以上工作",
    "以上任务",
    "该工作",
]);

/// 和田地区, 会同县人民政府: a word that joins names is the first of this one.
fn is_own(name: Passage<'_>, rest: Passage<'_>) -> bool {
    const OTHERS: &Terms = &Terms::new(&[
        "各",
        "市",
        "省",
        "区",
        "州",
        "盟",
        "旗",
        "自治区",
        "国家",
        "有关",
        "相关",
        "其他",
        "其余",
        "驻",
        "中国",
        "团",
        "县",
    ]);
    let place = ["和县", "和州", "会同县"].iter().any(|place| name.starts_with(place));
    let joins = name.strip_prefix(&["和", "会同", "及"]).is_some();
    let department = bodies::is_department(&rest.to_string()) && !rest.ends_with_any(&["政府"]);
    place || (joins && rest.strip_prefix(OTHERS).is_none() && !department)
}

/// The name without the words that lead to it: 由甲局, 此项工作由甲局.
pub(super) fn opened(name: Passage<'_>) -> Passage<'_> {
    let name = named::without_number(name);
    let name = name
        .strip_prefix(&[
            "会议原则同意",
            "会议同意",
            "会议要求",
            "会议明确",
            "会议决定",
            "会议责成",
            "责成",
            "请",
            "拟由",
            "建议由",
            "由",
            "并由",
            "以及",
            "会同",
            "联合",
            "及",
            "和",
            "并",
        ])
        .filter(|rest| rest.len() > 1 && !is_own(name, *rest))
        .unwrap_or(name);
    let name = name.strip_prefix(MATTERS).filter(|rest| bodies::is_unit(&rest.to_string())).unwrap_or(name);
    let by = name.find("由").filter(|at| name.before(*at) != Some('自')).map(|at| name.from(at + 1)); // 自由贸易区
    by.filter(|rest| bodies::is_unit(&rest.to_string())).unwrap_or(name)
}
