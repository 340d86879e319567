use super::*;
use crate::text::text_of;

use Role::{Bare, Guide, Lead, Responsible, Support};

fn read(written: &str) -> Vec<Vec<(Role, String)>> {
    let text = text_of(written);
    let roles = |n: Note<'_>| n.lists.iter().map(|l| (l.role, l.names.to_string())).collect();
    notes(text.whole()).into_iter().map(roles).collect()
}

#[test]
fn a_sentence_of_names_of_which_one_is_marked_is_a_list() {
    let written = "完成整治。市甲局（牵头）、市乙局、各开发区管委会。";
    let lists: Vec<String> = super::notes(text_of(written).whole())
        .iter()
        .flat_map(|note| note.lists.iter().map(|list| list.names.to_string()))
        .collect();
    assert_eq!(lists, ["市甲局（牵头）、市乙局、各开发区管委会"]);
}

#[test]
fn labels_name_the_role_of_the_list_behind_them() {
    assert_eq!(
        read("抓好落实。（牵头单位：省甲厅、乙局。配合单位：丙公司。责任单位：各市政府）"),
        [[(Lead, "省甲厅、乙局".into()), (Support, "丙公司".into()), (Responsible, "各市政府".into())]]
    );
}

#[test]
fn verbs_name_the_role_of_the_list_before_them() {
    assert_eq!(
        read("抓好落实。（省甲厅、乙局牵头，丙厅，各市政府等配合）"),
        [[(Lead, "省甲厅、乙局".into()), (Support, "丙厅，各市政府".into())]]
    );
}

#[test]
fn a_label_may_open_a_paragraph_without_brackets() {
    assert_eq!(read("责任单位：省甲厅，各市政府"), [[(Responsible, "省甲厅，各市政府".into())]]);
}

#[test]
fn brackets_inside_a_name_do_not_end_the_note() {
    assert_eq!(read("完成。（责任单位：各县（市、区）政府）"), [[(Responsible, "各县（市、区）政府".into())]]);
}

#[test]
fn a_single_name_before_a_full_stop_is_a_note_where_lists_stand_there() {
    let sole = [(Bare, "县甲局".to_owned())];
    assert_eq!(read("办好甲事（县甲局、县乙局）。办好乙事（县甲局）。").last().unwrap(), &sole);
    assert!(read("报主管部门（县甲局）。").is_empty());
}

#[test]
fn other_brackets_are_no_notes() {
    for decoy in ["面积（8分）", "蔬菜（含食用菌）", "由企业（业主负责）处理", "责任单位要落实（见附表）"]
    {
        assert!(read(decoy).is_empty(), "{decoy}");
    }
}

#[test]
fn a_verb_says_more_than_the_label_before_it() {
    assert_eq!(
        read("【责任单位】市甲局牵头，市乙局、市丙局按职责分工负责"),
        [[(Lead, "市甲局".into()), (Responsible, "市乙局、市丙局".into())]]
    );
    assert_eq!(read("完成。（省甲厅指导，各市负责落实）"), [[(Guide, "省甲厅".into()), (Responsible, "各市".into())]]);
    assert_eq!(read("完成（省甲厅牵头、省乙厅参与）。").len(), 1);
    assert_eq!(
        read("完成。（省甲厅牵头会同省乙厅、各市负责）"),
        [[(Lead, "省甲厅".into()), (Responsible, "会同省乙厅、各市".into())]]
    );
}

#[test]
fn a_bare_list_is_a_note_where_a_sentence_ends() {
    assert_eq!(read("抓好落实。（市甲局、市乙局）"), [[(Bare, "市甲局、市乙局".into())]]);
    assert_eq!(read("抓好落实（市甲局、市乙局）。").len(), 1);
    assert!(read("会同有关部门（市甲局、市乙局）抓好落实。").is_empty());
    assert!(read("统筹东中西部。（东部、中部、西部）").is_empty());
}

#[test]
fn a_note_may_stand_in_any_brackets_or_in_none() {
    for written in [
        "抓好落实。[责任单位：市甲局，各县（市）区政府]",
        "抓好落实。〔责任单位：市甲局，各县（市）区政府〕",
        "抓好落实。责任单位：市甲局，各县（市）区政府。",
        "抓好落实。（责任单位：市甲局，各县（市）区政府",
    ] {
        assert_eq!(read(written), [[(Responsible, "市甲局，各县（市）区政府".into())]], "{written}");
    }
    assert_eq!(read("省甲厅牵头，省乙厅、各市配合。").len(), 1);
    for prose in
        ["由省甲厅牵头建立机制，各市抓紧推进并配合。", "市甲局负责审批，企业落实责任。", "各部门加强配合，抓好落实。"]
    {
        assert!(read(prose).is_empty(), "{prose}");
    }
}

#[test]
fn a_closing_sentence_needs_no_brackets() {
    let text = text_of(
        "新增品牌店200家。市商务局牵头，市财政局、市发改委等按职责分工负责，年内完成。推进改造。市甲局、市乙局负责，各县（区）政府落实，10月底前完成。",
    );
    let found = notes(text.whole());
    let times: Vec<String> = found.iter().flat_map(|n| &n.times).map(ToString::to_string).collect();
    assert_eq!(times, ["年内完成", "10月底前完成"]);
    assert_eq!(found[0].lists.iter().map(|l| l.role).collect::<Vec<_>>(), [Lead, Responsible]);
    assert_eq!(found[1].lists.len(), 2);
    let text = text_of("市甲局牵头，各县（区）政府配合，6月底前建成5个站点。");
    let mixed = &notes(text.whole())[0];
    assert_eq!((mixed.lists.len(), mixed.times.len(), mixed.whole.len()), (2, 0, 0));
    assert_eq!(read("市甲局、市乙局，各县（区）政府"), [[(Bare, "市甲局、市乙局，各县（区）政府".into())]]);
    assert!(read("各县（市、区）人民政府，市直各有关单位：").is_empty());
}

#[test]
fn a_row_with_its_name_in_the_first_column_is_a_note() {
    assert_eq!(
        read("牵头单位\t市甲局\t配合单位\t市乙局、市丙局"),
        [[(Lead, "市甲局".into()), (Support, "市乙局、市丙局".into())]]
    );
    assert_eq!(notes(text_of("完成时限\t6月底前").whole())[0].times.len(), 1);
    for other in ["牵头单位\t配合单位", "任务名称\t整治排口", "序号\t市甲局\t6月", "责任单位\t完成时限"]
    {
        assert!(read(other).is_empty(), "{other}");
    }
}

#[test]
fn a_word_that_is_no_known_role_closes_its_list() {
    let roles = |written: &str| read(written).remove(0);
    assert_eq!(
        roles("（市甲局、市乙局牵头督导，市丙局把关定向，市丁局参与，各县政府兜底保障）"),
        [
            (Lead, "市甲局、市乙局".into()),
            (Role::Unknown, "市丙局".into()),
            (Support, "市丁局".into()),
            (Responsible, "各县政府".into())
        ]
    );
    assert_eq!(
        roles("（市甲局牵头，各县（区）政府落实，全年实施）"),
        [(Lead, "市甲局".into()), (Responsible, "各县（区）政府".into())]
    );
    assert_eq!(roles("（责任单位：市甲局环卫站、市场监管局）"), [(Responsible, "市甲局环卫站、市场监管局".into())]);
}

#[test]
fn a_paragraph_and_a_pair_of_brackets_are_read_once() {
    let text = text_of("加强管理。抓好落实。（责任单位：市甲局、市乙局）");
    let (notes, whole) = (Notes::default(), text.whole());
    let mut at = 0;
    let [first, again, part] = [whole, whole, whole.from(5)].map(|paragraph| {
        assert!(notes.assign(paragraph));
        whole.steps() - std::mem::replace(&mut at, whole.steps())
    });
    assert_eq!(again, 0);
    assert!(part < first / 2, "{first} {part}");
}

#[test]
fn who_stands_before_a_semicolon_does_not_help() {
    assert_eq!(
        read("推进建设。（市教育局、市大数据局；中国电信清源分公司配合）"),
        [[(Responsible, "市教育局、市大数据局".into()), (Support, "中国电信清源分公司".into())]]
    );
}

#[test]
fn a_bracket_behind_a_time_with_a_label_is_a_note_of_its_own() {
    let found = read("抓好检查。完成时限：10月31日。（牵头单位：市商务局；责任单位：市城管局、市经信局）");
    assert_eq!(found.concat(), [(Lead, "市商务局".into()), (Responsible, "市城管局、市经信局".into())]);
}

#[test]
fn a_person_ends_at_the_semicolon_and_a_role_may_stand_in_any_frame() {
    let found = read("修路。（分管领导：李某副市长；市甲局负责实施，市乙局配合）");
    assert_eq!(found.concat(), [(Responsible, "市甲局".into()), (Support, "市乙局".into())]);
    let found = read("消防。（各街道（镇）为第一责任人，市甲局统筹调度，市乙中心技术支撑）");
    assert_eq!(
        found.concat(),
        [(Role::Main, "各街道（镇）".into()), (Lead, "市甲局".into()), (Support, "市乙中心".into())]
    );
}

#[test]
fn how_often_is_a_time_among_names() {
    let text = text_of("巡查。（区甲局负责，汛期每周1次）");
    let times: Vec<String> =
        notes(text.whole()).iter().flat_map(|note| &note.times).map(|time| time.to_string()).collect();
    assert_eq!(times, ["汛期每周1次"]);
}

#[test]
fn who_stands_before_those_who_support_does_not_support() {
    let found = read("训练。（市甲局、市乙局，某某职业技术学院支持）");
    assert_eq!(found.concat(), [(Responsible, "市甲局、市乙局".into()), (Support, "某某职业技术学院".into())]);
}
