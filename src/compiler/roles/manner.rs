//! How units share the work, in words that name none of them: 按职责分工负责, 各司其职, 依各自职责抓好落实.

use super::verbs::spoken;
use crate::text::{Passage, Terms};

/// What such words open with, besides 按….
const ACCORDING: &Terms =
    &Terms::new(&["按照", "按", "根据", "依据", "依照", "依", "结合", "在", "围绕", "对照", "立足"]);
/// What they share it by.
const BY: &[&str] = &["职责", "职能", "分工", "权限", "任务分解", "工作任务", "实际", "各自"];
/// Words between these that say nothing more.
const BETWEEN: &Terms = &Terms::new(&[
    "各自",
    "部门",
    "本部门",
    "法定",
    "工作",
    "管辖",
    "有关",
    "相关",
    "职责",
    "职能",
    "分工",
    "权限",
    "范围",
    "要求",
    "任务",
    "内",
    "和",
    "及",
    "、",
    "的",
    "各",
    "做好",
    "抓好",
    "密切",
    "协同",
    "配合",
    "负责",
    "落实",
    "实施",
    "推进",
    "分别",
    "共同",
    "具体",
    "认真",
    "积极",
    "切实",
    "抓",
    "实际",
]);
/// Set phrases for it.
const PHRASES: &Terms = &Terms::new(&[
    "各司其职",
    "各负其责",
    "各尽其责",
    "各尽其职",
    "分工负责",
    "分工协作",
    "分工合作",
    "密切配合",
    "齐抓共管",
    "通力协作",
    "协同配合",
    "协作配合",
    "协同推进",
    "共同推进",
    "共同负责",
    "共同落实",
    "分级负责",
    "属地负责",
    "上下联动",
    "形成合力",
    "恪尽职守",
    "履职尽责",
]);

/// Whether words are nothing but how units share the work.
pub(crate) fn is_manner(words: Passage<'_>) -> bool {
    const LONGEST: usize = 24;
    if words.is_empty() || words.len() > LONGEST {
        return false;
    }
    let mut rest = words;
    while let Some(next) = rest.strip_prefix(PHRASES) {
        rest = next.trim(&['、', '，', '，']);
        if rest.is_empty() {
            return true;
        }
    }
    let Some(mut rest) = words.strip_prefix(ACCORDING).filter(|rest| rest.contains_any(BY)) else { return false };
    while let Some(next) = rest.strip_prefix(PHRASES).or_else(|| rest.strip_prefix(BETWEEN)) {
        rest = next;
    }
    rest.is_empty() || spoken(rest, rest.start()).is_some_and(|(_, end)| end == words.end())
}

#[cfg(test)]
mod tests {
    use super::is_manner;
    use crate::text::text_of;

    #[test]
    fn words_for_how_the_work_is_shared_name_nobody() {
        for words in [
            "按职责分工负责",
            "按职责分工",
            "按照各自职责",
            "按照职责分工密切配合",
            "各司其职",
            "各负其责",
            "依据各自职能抓好落实",
            "按职责做好相关工作",
            "在职责范围内负责",
            "结合各自职责分别负责",
            "各司其职、各负其责",
            "按分工负责",
        ] {
            assert!(is_manner(text_of(words).whole()), "{words}");
        }
        for words in ["市甲局按职责分工负责", "各地市政府", "按职责分工的单位", "市依法治市办", "分工", "各负责单位"]
        {
            assert!(!is_manner(text_of(words).whole()), "{words}");
        }
    }

    #[test]
    fn they_leave_the_roles_of_the_units_beside_them() {
        let registry = crate::UnitRegistry::guangxi().unwrap();
        let units = |note: &str| {
            let written = format!("东河市2026年要点\n1.办。办好实事。{note}");
            let draft = crate::compile(&written, &crate::Options { registry: &registry, year: None });
            let measure = draft.tasks[0].measures[0].clone();
            [measure.lead, measure.support, measure.responsible].map(|units| units.join("、")).join("/")
        };
        for manner in
            ["按职责分工负责", "按照各自职责分工", "各司其职", "各负其责", "依职责抓好落实", "在职责范围内负责"]
        {
            for (note, read) in [
                (format!("（市甲局牵头，{manner}，市乙局配合）"), "市甲局/市乙局/"),
                (format!("（市甲局牵头，市丁局、市戊局，{manner}，市乙局配合）"), "市甲局/市乙局/市丁局、市戊局"),
                (format!("（市甲局、市乙局，{manner}）"), "//市甲局、市乙局"),
                (format!("（牵头单位：市甲局；责任单位：市乙局，{manner}；配合单位：市丙局）"), "市甲局/市丙局/市乙局"),
            ] {
                assert_eq!(units(&note), read, "{note}");
            }
        }
    }
}
