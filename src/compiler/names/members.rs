//! The members of a list of units: where one name ends and the next begins.

use super::opened::opened;
use crate::blank;
use crate::bodies;
use crate::named::{self, without_others};
use crate::places::NO_PLACES;
use crate::region;
use crate::sentence::nesting;
use crate::text::{Passage, Terms};

/// Words that join two names where both are units, longer ones first.
const JOINTS: &[&str] = &["以及", "会同", "联合", "及", "和", "与", "并", "等"];
/// What a group of governments behind 等 names: 市甲局等各县（区）政府.
const PLACES: &Terms =
    &Terms::new(&["县", "市", "区", "州", "省", "盟", "旗", "地区", "乡", "镇", "街道", "园区", "设区市"]);
/// Names that words join are together no longer.
const JOINED: usize = 400;
/// Words for others that go on with 有关部门和…, and are no names.
const OTHERS: &[&str] = &["单位", "部门", "企业", "机构"];
/// Entries of a table that say there is nobody.
const NOBODY: &[&str] = &["/", "无", "—", "——", "-", "－"];
/// What opens the second half of a name such as 各市、县（区）人民政府.
const HALVES: &Terms =
    &Terms::new(&["县", "区", "市", "州", "自治", "直辖", "旗", "盟", "省直管", "管委会", "乡", "镇", "街道"]);
/// What a second half ends with.
const WHOLES: &Terms = &Terms::new(&["政府", "县", "区", "市", "州", "旗", "）", "管委会", "街道", "镇"]);
/// What a name ends with that needs no second half.
const COMPLETE: &Terms =
    &Terms::new(&["政府", "管委会", "局", "委", "厅", "办", "部门", "单位", "公司", "街道办", "办事处"]);

/// The names of a list, in runs that a comma separates.
pub(super) fn runs(list: Passage<'_>) -> Vec<Vec<Passage<'_>>> {
    let runs = split(list).into_iter().map(|run| joined(run.into_iter().flat_map(halves).collect()));
    let named = |name: &Passage<'_>| !name.is_empty() && !NOBODY.contains(&name.to_string().as_str());
    runs.map(|run| run.into_iter().flat_map(with_others).map(opened).filter(named).collect()).collect()
}

fn split(list: Passage<'_>) -> Vec<Vec<Passage<'_>>> {
    let nested = nesting(list);
    let mut runs = vec![Vec::new()];
    let mut from = list.start();
    let ends = list.chars().iter().copied().map(Some).chain([None]).enumerate();
    for (i, ch) in ends {
        let at = list.start() + i;
        let boundary =
            matches!(ch, None | Some('、' | '，' | '；' | '。' | ',' | ';' | ' ' | '\t' | '\n' | '/' | '+' | '＋'));
        if nested.get(i).copied().unwrap_or(false) || named::parts_levels(list, at) {
            continue;
        }
        let name = list.cut(from, at);
        let parted = !boundary && (blank::parts_names(name, list.from(at)) || numbered_behind(name, list.from(at)));
        if let (true, false, Some(run)) = (boundary || parted, name.is_empty(), runs.last_mut()) {
            run.push(name);
        }
        if parted {
            from = at;
        }
        if !boundary {
            continue;
        }
        if !matches!(ch, Some('、' | '/' | '+' | '＋')) {
            runs.push(Vec::new());
        }
        from = list.start() + i + 1;
    }
    runs
}

/// ①市甲局|②市乙局: the number of the next name parts it from a whole one before it.
fn numbered_behind(name: Passage<'_>, rest: Passage<'_>) -> bool {
    let numbered = rest.chars().first().is_some_and(|c| matches!(c, '①'..='⑳' | '⑴'..='⒇'));
    numbered && bodies::is_unit(&named::without_number(name).to_string())
}

/// 甲局等成员单位 names 甲局; 甲局等和某某市: whom is named behind 等 besides is not lost.
fn with_others(name: Passage<'_>) -> Vec<Passage<'_>> {
    const COLLECTIVE: &[&str] =
        &["部门", "单位", "机构", "企业", "方面", "成员", "组织", "地方", "地区", "处室", "科室"];
    const SHORTEST: usize = 4;
    let first = without_others(name);
    let rest = name.from(first.end() + 1);
    let rest = rest.strip_prefix(JOINTS).unwrap_or(rest).trim(named::AROUND);
    let own = rest.len() >= SHORTEST && !rest.ends_with_any(COLLECTIVE) && bodies::is_unit(&rest.to_string());
    if own { vec![first, rest] } else { vec![first] }
}

/// 甲局及各地区: two names that a word joins.
fn halves(name: Passage<'_>) -> Vec<Passage<'_>> {
    if name.len() > JOINED {
        return vec![name];
    }
    let nested = nesting(name);
    let outside = |at: &usize| !nested.get(at - name.start()).copied().unwrap_or(false);
    let joint = (name.start() + 1..name.end()).filter(outside).find_map(|at| joint(name, at));
    match joint {
        Some((left, right)) => std::iter::once(left).chain(halves(right)).collect(),
        None => vec![name],
    }
}

fn joint(name: Passage<'_>, at: usize) -> Option<(Passage<'_>, Passage<'_>)> {
    let (word, end) = name.matches_any(at, JOINTS)?;
    let (left, right) = (without_others(name.to(at)), name.from(end));
    if word == "等" && !(right.starts_with("各") && right.contains_any(PLACES)) {
        return None;
    }
    let first = left.to_string();
    let joins = word.contains(['及', '会', '联', '等']) || right.starts_with("各");
    let group = left.starts_with("各") && left.ends_with_any(bodies::GOVERNMENTS); // 各园区管委会和某某指挥部
    let sure = if joins || group { bodies::is_unit(&first) } else { bodies::is_department(&first) };
    let second = right.to_string();
    let paired = bodies::GOVERNMENTS.contains(&second.as_str()) || OTHERS.contains(&second.as_str());
    let whole = without_others(right).to_string();
    let some = right.strip_prefix(&["有关", "相关"]).is_some();
    let named = bodies::is_unit(&whole) || right.starts_with("各") || some || is_place(&whole);
    (sure && !paired && named && second.chars().count() > 1).then_some((left, right))
}

/// 云河市, 桂河县: what a list goes on with behind 和.
fn is_place(name: &str) -> bool {
    let len = name.chars().count();
    (3..=8).contains(&len)
        && name.ends_with(['市', '县', '区', '州', '旗', '镇', '乡'])
        && !NO_PLACES.iter().chain(region::ALL).any(|word| name.contains(word))
}

/// 各市 and 县（区）人民政府 are one name.
fn joined(names: Vec<Passage<'_>>) -> Vec<Passage<'_>> {
    let mut whole: Vec<Passage<'_>> = Vec::new();
    for name in names {
        let pair = |last: &Passage<'_>| {
            last.ends_with_any(&["党委", "党工委", "行署", "公署"])
                && bodies::GOVERNMENTS.contains(&name.to_string().as_str())
        };
        match whole.last_mut().filter(|last| pair(last) || (is_first_half(**last) && is_second_half(name))) {
            Some(last) => *last = last.through(name),
            None => whole.push(name),
        }
    }
    whole
}

fn is_first_half(name: Passage<'_>) -> bool {
    name.starts_with("各") && !name.ends_with_any(COMPLETE)
}

fn is_second_half(name: Passage<'_>) -> bool {
    let own = name.strip_prefix(&["市直", "县直", "区直", "省直"]).is_some()
        || name.ends_with_any(&["园区", "新区", "开发区"]);
    let closed = name.rfind("（").filter(|_| name.ends_with_any(&["）"])).map(|at| name.cut(at + 1, name.end() - 1));
    let says = closed.is_some_and(|words| words.chars().iter().any(|c| !"市区县旗州镇乡街道、".contains(*c))); // 区甲局（配合）
    name.strip_prefix(HALVES).is_some() && name.ends_with_any(WHOLES) && !own && !says
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn read(written: &str) -> Vec<String> {
        let text = text_of(written);
        runs(text.whole()).into_iter().flatten().map(|name| name.to_string()).collect()
    }

    #[test]
    fn a_name_may_hold_a_mark_that_separates_names() {
        assert_eq!(
            read("省甲厅，各市、县（区）人民政府、某某新区管委会"),
            ["省甲厅", "各市、县（区）人民政府", "某某新区管委会"]
        );
        assert_eq!(read("市甲局、各区、县级市"), ["市甲局", "各区、县级市"]);
        assert_eq!(read("各市、自治州人民政府"), ["各市、自治州人民政府"]);
        assert_eq!(
            read("国务院相关部门及各省、自治区、直辖市人民政府"),
            ["国务院相关部门", "各省、自治区、直辖市人民政府"]
        );
        assert_eq!(read("各县（市、区）、市直园区"), ["各县（市、区）", "市直园区"]);
    }

    #[test]
    fn a_word_joins_units_but_not_the_parts_of_a_name() {
        assert_eq!(read("国家甲局等国务院相关部门及各地区"), ["国家甲局", "各地区"]);
        assert_eq!(read("市经济和信息化局、文化和旅游局"), ["市经济和信息化局", "文化和旅游局"]);
        assert_eq!(read("某某会及各地区"), ["某某会及各地区"]);
        assert_eq!(read("证监会及各地区，省甲厅和省乙厅"), ["证监会", "各地区", "省甲厅", "省乙厅"]);
        assert_eq!(read("园区和示范区管委会"), ["园区和示范区管委会"]);
        assert_eq!(read("各市党委和政府，某某新区党工委和管委会"), ["各市党委和政府", "某某新区党工委和管委会"]);
        assert_eq!(read("省有关部门和各市"), ["省有关部门", "各市"]);
        assert_eq!(read("市文物局及有关县（区）"), ["市文物局", "有关县（区）"]);
        assert_eq!(read("某甲部会同某乙部、市残疾人联合会"), ["某甲部", "某乙部", "市残疾人联合会"]);
    }

    #[test]
    fn what_a_meeting_says_is_no_part_of_a_name() {
        assert_eq!(read("会议要求市甲局、市乙局"), ["市甲局", "市乙局"]);
    }

    #[test]
    fn a_place_or_group_behind_others_is_not_lost() {
        assert_eq!(
            read("州甲局、州乙委等州直有关部门和东河市、白河自治县人民政府"),
            ["州甲局", "州乙委", "东河市", "白河自治县人民政府"]
        );
        assert_eq!(read("县甲部、县乙中心等相关单位和各社区“两委”"), ["县甲部", "县乙中心", "各社区“两委”"]);
        assert_eq!(read("市甲局等东河县人民政府"), ["市甲局", "东河县人民政府"]);
        assert_eq!(read("市建设局和城市管理局"), ["市建设局", "城市管理局"]);
    }

    #[test]
    fn a_committee_and_its_government_are_one_name() {
        assert_eq!(read("各县市区党委、政府，市直各单位"), ["各县市区党委、政府", "市直各单位"]);
        assert_eq!(read("各盟市行署、人民政府，区甲局"), ["各盟市行署、人民政府", "区甲局"]);
        assert_eq!(read("各园区管委会和援建前方指挥部"), ["各园区管委会", "援建前方指挥部"]);
        assert_eq!(read("市、县水行政主管部门，东湖区、县甲局"), ["市、县水行政主管部门", "东湖区", "县甲局"]);
        assert_eq!(read("和田地区、和静县人民政府、会同县"), ["和田地区", "和静县人民政府", "会同县"]);
        assert_eq!(read("市水利局和和平县，和各县区政府"), ["市水利局", "和平县", "各县区政府"]);
        assert_eq!(read("社会委、各县区人大"), ["社会委", "各县区人大"]);
    }

    #[test]
    fn a_stroke_or_a_blank_parts_names_as_well() {
        assert_eq!(read("市甲局/各县区政府"), ["市甲局", "各县区政府"]);
        assert_eq!(read("——县甲局、·县乙局"), ["县甲局", "县乙局"]);
        assert_eq!(read("①县甲局；（2）县乙局，各镇；3.县丙局"), ["县甲局", "县乙局", "各镇", "县丙局"]);
        assert_eq!(read("①县甲局②县乙局③各镇"), ["县甲局", "县乙局", "各镇"]);
        let raw: Vec<char> = "市甲局 市乙局　各区 人民政府、市 丙局、县 公安局 交警大队".chars().collect();
        let text = crate::clean::clean(&raw, &mut crate::doubt::Doubts::default());
        let names: Vec<String> = runs(text.whole()).into_iter().flatten().map(|name| name.to_string()).collect();
        assert_eq!(names, ["市甲局", "市乙局", "各区人民政府", "市丙局", "县公安局交警大队"]);
    }

    #[test]
    fn others_and_nobody_are_no_units() {
        assert_eq!(read("省甲厅、省乙厅等部门"), ["省甲厅", "省乙厅"]);
        assert_eq!(read("省教育厅等"), ["省教育厅"]);
        assert_eq!(read("市甲局、市乙局等和各县（区）人民政府"), ["市甲局", "市乙局", "各县（区）人民政府"]);
        assert_eq!(
            read("农业农村部、水利部等单位和各有关省级人民政府"),
            ["农业农村部", "水利部", "各有关省级人民政府"]
        );
        assert_eq!(read("市甲局等各县（市、区）政府"), ["市甲局", "各县（市、区）政府"]);
        assert_eq!(read("市甲局等各有关部门"), ["市甲局"]);
        assert_eq!(read("/"), Vec::<String>::new());
        assert_eq!(read("省高等教育局"), ["省高等教育局"]);
    }
}
