//! Labels, verbs and names in forms that few documents have.

use super::*;
use crate::text::{Text, text_of};

use Role::{Guide, Lead, Main, Responsible, Support, Unknown};

fn found(text: &Text) -> Vec<Vec<(Role, String)>> {
    let roles = |n: Note<'_>| n.lists.iter().map(|l| (l.role, l.names.to_string())).collect();
    notes(text.whole()).into_iter().map(roles).collect()
}

fn one(written: &str) -> Vec<(Role, String)> {
    found(&text_of(written)).remove(0)
}

fn remarks(written: &str) -> Vec<String> {
    let text = text_of(written);
    let said = |note: &Note<'_>| note.remarks.iter().map(|r| format!("{}={}", r.name, r.words)).collect::<Vec<_>>();
    notes(text.whole()).iter().flat_map(said).collect()
}

#[test]
fn a_label_of_known_words_has_their_role_and_never_sticks_to_a_name() {
    assert_eq!(
        one("整治到位。（落实主体：各镇人民政府；业务指导：县甲局、县乙局；监督单位：县丙局）"),
        [
            (Responsible, "各镇人民政府".into()),
            (Guide, "县甲局、县乙局".into()),
            (Guide, "县丙局".into())
        ]
    );
    assert_eq!(
        one("完成改造。牵头：设备部；实施：各车间单位；监督：审计部"),
        [(Lead, "设备部".into()), (Responsible, "各车间单位".into()), (Guide, "审计部".into())]
    );
    assert_eq!(
        one("完成。（责任单位：市甲局；兜底单位：市乙局；主责：市丙局）"),
        [(Responsible, "市甲局".into()), (Unknown, "市乙局".into()), (Main, "市丙局".into())]
    );
    assert_eq!(one("完成。责任：县甲局。配合：县乙局。")[0], (Responsible, "县甲局".into()));
    assert!(found(&text_of("落实：要抓好各项措施，加强督促。")).is_empty());
    assert!(found(&text_of("时间紧，任务重。（单位：万元）")).is_empty());
}

#[test]
fn persons_and_what_stands_behind_unknown_labels_are_kept_beside_the_units() {
    let written = "招商。（分管领导：周某；牵头单位：市甲局；挂图作战：三色管理；联系电话：123）";
    assert_eq!(one(written), [(Lead, "市甲局".into())]);
    assert_eq!(remarks(written), ["分管领导=周某", "挂图作战=三色管理", "联系电话=123"]);
    assert_eq!(remarks("建成站点。责任人：何某；责任科室：甲科、乙室"), ["责任人=何某", "责任科室=甲科、乙室"]);
    assert_eq!(remarks("完成。（试点先行，责任单位：市甲局）"), ["=试点先行"]);
}

#[test]
fn a_verb_of_known_words_ends_the_name_before_it() {
    assert_eq!(
        one("评估。（市甲局总牵头，市乙局协办，各区政府主体负责）"),
        [(Lead, "市甲局".into()), (Support, "市乙局".into()), (Responsible, "各区政府".into())]
    );
    assert_eq!(
        one("办展。（市甲局主办，市乙会承办，市丙局跟踪监督）"),
        [(Lead, "市甲局".into()), (Responsible, "市乙会".into()), (Guide, "市丙局".into())]
    );
}

#[test]
fn who_does_it_together_with_others_leads_them() {
    assert_eq!(one("定办法。（市甲局会同市乙局、市丙局，8月底前完成）"), [
        (Lead, "市甲局".into()),
        (Support, "市乙局、市丙局".into())
    ]);
    assert_eq!(one("定办法。（市甲局会同市乙局推进，各区政府具体实施）"), [
        (Lead, "市甲局".into()),
        (Support, "市乙局".into()),
        (Responsible, "各区政府".into())
    ]);
    assert_eq!(one("办。（市甲局牵头，市乙局会同市丙局负责）").len(), 2);
}
