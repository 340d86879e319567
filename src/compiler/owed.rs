//! Who owes: the grammatical subject of a sentence.

mod area;
mod around;
mod assigned;
mod body;
mod bracketed;
mod charged;
mod class;
mod counted;
mod department;
mod except;
mod first;
#[cfg(test)]
mod forms;
mod government;
mod group;
mod kinds;
mod listed;
mod looks;
mod named;
mod obliged;
mod others;
mod place;
mod proposed;
mod rows;
mod subject;
mod time;
mod turned;
mod unsure;
mod verbs;
#[cfg(test)]
mod whose;

pub(super) use self::assigned::as_assigned;
pub(super) use self::body::government_at;
pub(super) use self::charged::charged;
use self::charged::{behind_mark, is_charged};
pub(super) use self::except::{EXCEPT, OUTSIDE, is_except};
pub(super) use self::group::as_cities;
pub(super) use self::listed::opens_with_reason;
use self::obliged::class_of;
pub(super) use self::obliged::is_obliged;
pub(super) use self::others::are_others;
pub(super) use self::place::{opening as place_of, place_at};
pub(super) use self::proposed::is_unknown;
pub(super) use self::subject::{Kind, Subject};
use super::date::DatePhrase;
use super::registry::{Members, UnitRegistry};
use super::text::Passage;

/// Who owes where the sentence has no subject.
pub(super) const REGION: &str = "全区";
/// What the whole of a clause says besides of those who owe nothing: 市甲局指导.
const GUIDES: &[&str] = &["指导", "负责指导", "督导", "负责督导", "配合", "监督", "协助", "统筹指导"];

/// The subjects of a sentence: they open a clause or stand behind a date.
pub(super) fn subjects(clauses: &[Passage<'_>], dates: &[DatePhrase], registry: &UnitRegistry) -> Vec<Subject> {
    let mut found: Vec<Subject> = Vec::new();
    let mut left_out: Option<except::Except> = None;
    for (i, clause) in clauses.iter().enumerate() {
        let clause = &behind_mark(*clause);
        let from = dates.partition_point(|d| d.end <= clause.start());
        let inside = dates.get(from..).unwrap_or_default().iter().take_while(|d| d.start < clause.end());
        let before = found.len();
        let own = except::of(*clause, inside.clone().next(), registry, &found);
        let rest = own.as_ref().map_or(*clause, |own| clause.from(own.end));
        let dated = own.is_some() && inside.clone().any(|d| d.start < rest.start());
        let plain = || own.as_ref().and_then(|own| except::rest_of(own, *clause, registry)).filter(|_| !dated);
        found.extend(opening(if dated { *clause } else { rest }, inside.clone().next(), registry).or_else(plain));
        if found.iter().skip(before).all(|subject| subject.kind == Kind::Place) {
            let time = inside.clone().next().map(|date| (date.from, date.to)).or_else(|| time::undated(rest));
            found.extend(time.and_then(|time| unsure::before_time(rest, time, &found)));
        }
        found.extend(rows::in_rows(*clause, inside.clone(), registry, &found));
        let to = |d: &DatePhrase| d.end + usize::from(matches!(clause.at(d.end), Some('）' | ')'))); // 台风季（7—9月）各区
        let one = |d: &DatePhrase| behind(*clause, to(d), registry).or_else(|| unsure::behind_date(*clause, d, &found));
        let behind_dates: Vec<Subject> = inside.filter(|d| d.end < clause.end()).filter_map(one).collect();
        found.extend(behind_dates);
        if found.len() == before {
            let last = i.checked_sub(1).and_then(|last| clauses.get(last)).copied();
            found.extend(unsure::behind_comma(*clause, last, dates, &found));
        }
        found.get_mut(before..).unwrap_or_default().sort_by_key(|subject| subject.start);
        if let Some(except) = left_out.take().or(own.filter(|_| !dated)) {
            match found.get_mut(before).filter(|subject| subject.kind == Kind::Body) {
                Some(subject) => {
                    subject.start = except.start;
                    others::without(subject, &except.names, registry);
                }
                None => left_out = Some(except),
            }
        }
        let next = clauses.get(i + 1).copied();
        found
            .iter_mut()
            .skip(before)
            .filter(|s| listed::has_a_reason(s, *clause, next))
            .for_each(|s| s.kind = Kind::Body);
        found
            .iter_mut()
            .skip(before)
            .filter(|subject| is_charged(subject, *clause))
            .for_each(|s| s.kind = Kind::Charged);
        if found.len() == before {
            found.extend(class_of(*clause, clauses.get(i + 1).copied()));
        }
    }
    first::add(clauses, dates, &mut found);
    others::resolve(&mut found, registry);
    found
}

/// Who opens a clause. What comes back stands where a date stands: 督导组每月通报.
fn opening(clause: Passage<'_>, date: Option<&DatePhrase>, registry: &UnitRegistry) -> Option<Subject> {
    let start = clause.start();
    if clause.strip_prefix(&["会同", "联合", "协同", "配合"]).is_some() {
        return None; // 会同市乙局于4月底前完成: who does it stands elsewhere
    }
    let by = || clause.strip_prefix(&["由"]).and_then(|rest| government_at(clause, rest.start(), registry));
    let subject = government_at(clause, start, registry);
    let time = date.map(|date| date.from).or_else(|| time::undated(clause).map(|(from, _)| from));
    let named = || time.and_then(|time| bracketed::before_date(clause, time, registry));
    let goes_on = |group: &Subject| named().filter(|one| one.end > group.end && one.owed.len() == 1); // 各县（市、区）普查办
    let whole = |group: &Subject| goes_on(group).or_else(|| longer(clause, group, registry));
    let subject = subject.map(|group| whole(&group).unwrap_or(group));
    let subject = subject.or_else(named).or_else(|| behind_word(clause, start, registry));
    let subject = subject.or_else(|| by().map(|subject| Subject { start, ..subject })); // 由各街道负责
    let subject = subject.map(|subject| listed::whole(clause, subject, time));
    subject.filter(|subject| !GUIDES.contains(&clause.from(subject.end).to_string().as_str()))
}

/// Who stands right behind a date.
fn behind(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Subject> {
    let group = government_at(clause, at, registry);
    group.map(|group| longer(clause, &group, registry).unwrap_or(group)).or_else(|| behind_word(clause, at, registry))
}

/// 各市|教育局: a name that goes on behind the words for a group.
fn longer(clause: Passage<'_>, group: &Subject, registry: &UnitRegistry) -> Option<Subject> {
    let one = named::before_verb(clause, group.start, registry)?;
    (one.end > group.end && one.owed.len() == 1).then_some(one)
}

/// Who is named at a place and does something: 、乙局完成….
pub(super) fn doer_at(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Subject> {
    government_at(clause, at, registry).or_else(|| named::before_verb(clause, at, registry))
}

fn behind_word(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Subject> {
    let place = || place_at(clause, at).map(|(end, names)| Subject { start: at, end, owed: names, kind: Kind::Place });
    named::before_verb(clause, at, registry).or_else(place)
}

/// The subject that governs what stands from `from` to `to`: the one right behind it, else the nearest
/// before it.
pub(super) fn governing(subjects: &[Subject], from: usize, to: usize) -> Option<&Subject> {
    let mut owing = subjects.iter().filter(|s| !matches!(s.kind, Kind::Place | Kind::Charged));
    let behind = owing.clone().find(|s| s.start == to || s.start == to + 1);
    let right_before = owing.clone().rfind(|s| s.end <= from && s.end + 2 >= from && s.start < from);
    right_before.or(behind).or_else(|| owing.rfind(|s| s.start <= from))
}

/// Who owes where no subject is written: the region as a whole, unless only some cities are responsible.
pub(super) fn without_subject(responsible: &[String], registry: &UnitRegistry) -> String {
    let groups = responsible.iter().filter_map(|name| registry.group(name));
    let some = groups.filter(|g| g.members == Members::Some).map(|g| g.phrase.clone()).next();
    some.unwrap_or_else(|| REGION.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::dates;
    use crate::sentence::clauses;
    use crate::text::text_of;

    fn owed(written: &str) -> Option<Vec<String>> {
        let registry = UnitRegistry::guangxi().unwrap();
        let text = text_of(written);
        let dates = dates(text.whole(), Some(2025));
        let subjects = subjects(&clauses(text.whole()), &dates, &registry);
        governing(&subjects, dates[0].start, dates[0].end).map(|s| s.owed.clone())
    }

    #[test]
    fn the_subject_may_stand_before_or_behind_the_date() {
        assert_eq!(owed("2025年6月底前，南宁、玉林市完成采购"), Some(vec!["南宁".into(), "玉林".into()]));
        assert_eq!(owed("各设区市于6月底前制定计划"), Some(vec!["各设区市".into()]));
        assert_eq!(owed("到2025年底，全区占比提高"), Some(vec!["全区".into()]));
        assert_eq!(owed("按照要求，各地抓好落实，6月底前完成"), Some(vec!["各地".into()]));
    }

    #[test]
    fn the_others_are_those_not_named_before() {
        let all = |written: &str| {
            let registry = UnitRegistry::guangxi().unwrap();
            let text = text_of(written);
            let dates = dates(text.whole(), Some(2025));
            let subjects = subjects(&clauses(text.whole()), &dates, &registry);
            let owed =
                |d: &DatePhrase| governing(&subjects, d.start, d.end).map(|s| s.owed.join("、")).unwrap_or_default();
            dates.iter().map(owed).collect::<Vec<_>>()
        };
        let found = all("南宁市、柳州市6月底前完成30台，其他设区市9月底前完成");
        assert_eq!(found[0], "南宁、柳州");
        assert_eq!(found[1].split('、').count(), 12);
        assert!(!found[1].contains("南宁") && found[1].contains("桂林"));
        assert_eq!(all("青秀区6月底前完成，其余县（市、区）9月底前完成"), ["青秀区", "其余县（市、区）"]);
        assert_eq!(all("自治区生态环境厅4月底前制定方案，各设区市5月底前印发细则"), ["自治区生态环境厅", "各设区市"]);
        assert_eq!(
            all("市水利局、市住建局要在4月底前完成，各县（市、区）政府6月底前完成"),
            ["市水利局、市住建局", "各县（市、区）"]
        );
        assert_eq!(all("4月底前，市水利局制定方案；由市住建局于5月底前印发"), ["市水利局", "市住建局"]);
        assert_eq!(all("云河市6月底前完成"), ["云河市"]);
        assert_eq!(all("青山区6月底前完成"), ["青山区"]);
        assert_eq!(all("生态环境厅、工业和信息化厅4月底前出台"), ["生态环境厅、工业和信息化厅"]);
        assert_eq!(all("钢铁企业应于6月底前完成，其他企业9月底前完成"), ["钢铁企业", "其他企业"]);
        for written in
            ["清单更新6月底前完成", "基本全部完成，6月底前验收", "工业园区6月底前建成", "县人民医院6月底前建成"]
        {
            assert_eq!(all(written), [""], "{written}");
        }
    }

    fn all(written: &str) -> Vec<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let text = text_of(written);
        let dates = dates(text.whole(), Some(2025));
        let subjects = subjects(&clauses(text.whole()), &dates, &registry);
        let owed = |d: &DatePhrase| governing(&subjects, d.start, d.end).map(|s| s.owed.join("、")).unwrap_or_default();
        dates.iter().map(owed).collect()
    }

    #[test]
    fn who_is_left_out_owes_nothing() {
        for written in [
            "除百色市外，其余13个设区市8月底前完成",
            "除百色市外，各设区市8月底前完成",
            "除百色市外其他设区市8月底前完成",
        ] {
            let found = all(written);
            assert!(found[0].split('、').count() == 13 && !found[0].contains("百色"), "{written}: {found:?}");
        }
        assert_eq!(all("除青川县外，各县区8月底前上报"), ["除青川县外的各县区"]);
        assert_eq!(all("除青川县9月底前完成外，其他县区6月底前完成"), ["青川县", "其他县区"]);
        assert!(are_others("除青川县外的各县区") && are_others("三区") && !are_others("青川县"));
    }

    #[test]
    fn a_place_inside_a_city_owes_itself() {
        assert_eq!(all("桂林市灵川县、河池市凤山县、天峨县6月底前建成"), ["灵川县、凤山县、天峨县"]);
        assert_eq!(all("柳州市城东新区年底前建成，桂林市叠彩区8月底前建成"), ["城东新区", "叠彩区"]);
        assert_eq!(all("大坪镇、河湾乡4月底前完成，其余乡镇6月底前完成"), ["大坪镇、河湾乡", "其余乡镇"]);
        assert_eq!(all("6月底前，青川县完成整治"), ["青川县"]);
        assert_eq!(all("各乡镇、街道3月底前完成摸排"), ["各乡镇、街道"]);
        assert_eq!(all("三区5月底前各建成一处"), ["三区"]);
        for written in ["小城镇6月底前建成", "零工市场6月底前建成", "专业市场8月底前开业"] {
            assert_eq!(all(written), [""], "{written}");
        }
    }

    #[test]
    fn who_stands_behind_a_mark_owes_the_next_date() {
        assert_eq!(all("市水利局3月底前印发方案、市林业局9月底前完成造林"), ["市水利局", "市林业局"]);
        assert_eq!(all("桂林市4月底前、柳州市6月底前完成改造"), ["桂林", "柳州"]);
        assert_eq!(all("各施工单位4月底前复工，某某水务集团8月底前通水"), ["各施工单位", "某某水务集团"]);
    }

    #[test]
    fn a_sentence_without_a_subject_has_none() {
        assert_eq!(owed("到2025年底，产量占比达到15%"), None);
        assert_eq!(owed("鼓励南宁市先行，到2025年底达标"), None);
    }

    #[test]
    fn a_class_is_obliged_in_its_own_name() {
        assert_eq!(owed("排放量较大的焦化企业，应在6月底前改造"), Some(vec!["焦化企业".into()]));
    }

    #[test]
    fn only_some_cities_responsible_means_some_cities_owe() {
        let registry = UnitRegistry::guangxi().unwrap();
        assert_eq!(without_subject(&["相关设区市人民政府".into()], &registry), "相关设区市");
        assert_eq!(without_subject(&["各设区市人民政府".into()], &registry), "全区");
    }
}
