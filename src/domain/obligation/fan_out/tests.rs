use super::*;

const LEAD: UnitId = UnitId::new(1);
const HELPER: UnitId = UnitId::new(2);
const NANNING: UnitId = UnitId::new(11);
const GUILIN: UnitId = UnitId::new(12);
const GUIHE: UnitId = UnitId::new(21);

fn assigned(unit_id: UnitId, role: AssignmentRole, written_as: &str) -> Assigned {
    Assigned { unit_id, role, written_as: written_as.to_owned() }
}

fn names() -> Vec<NamedUnit> {
    let named = |(name, unit_id, class): (&str, UnitId, UnitClass)| NamedUnit {
        name: name.to_owned(),
        unit_id,
        place: Some(class),
    };
    let city = UnitClass::City;
    [("桂河县", GUIHE, UnitClass::County), ("南宁", NANNING, city), ("桂林", GUILIN, city)].map(named).into()
}

fn measure(due: Option<&str>, owed_by: &[&str]) -> MeasureDuty {
    MeasureDuty {
        measure_id: MeasureId::new(7),
        title: "推进改造".to_owned(),
        cadence: Cadence::Quarter,
        assigned: vec![
            assigned(LEAD, AssignmentRole::Lead, "自治区生态环境厅"),
            assigned(HELPER, AssignmentRole::Support, "自治区市场监管局"),
            assigned(GUILIN, AssignmentRole::Responsible, "相关设区市人民政府"),
        ],
        milestones: vec![DatedDuty {
            milestone_id: MilestoneId::new(70),
            due: due.map(|due| due.parse().unwrap()),
            deliverable: "制定计划".to_owned(),
            owed_by: owed_by.iter().map(|name| (*name).to_owned()).collect(),
        }],
    }
}

fn owing(due: Option<&str>, owed_by: &[&str]) -> Vec<UnitId> {
    let year_end = "2024-12-31".parse().unwrap();
    let owed = fan_out(year_end, &[measure(due, owed_by)], &names());
    owed.iter().filter(|owed| owed.kind() == ObligationKind::Dated).map(|owed| owed.unit_id).collect()
}

#[test]
fn leads_and_responsible_units_owe_the_measure_over_the_year_and_helpers_owe_nothing() {
    let owed = fan_out("2024-12-31".parse().unwrap(), &[measure(None, &[])], &names());
    assert_eq!(owed.iter().map(|owed| owed.unit_id).collect::<Vec<_>>(), [LEAD, GUILIN]);
    assert!(owed.iter().all(|owed| owed.kind() == ObligationKind::Standing && owed.due.to_string() == "2024-12-31"));
}

#[test]
fn the_subject_of_the_sentence_decides_who_owes_the_date() {
    assert_eq!(owing(Some("2024-06-30"), &["各设区市"]), [NANNING, GUILIN]);
    assert_eq!(owing(Some("2024-06-30"), &["桂林"]), [GUILIN]);
    assert_eq!(owing(Some("2024-06-30"), &["南宁", "桂林", "南宁"]), [NANNING, GUILIN]);
    assert_eq!(owing(Some("2024-06-30"), &["相关设区市"]), [GUILIN]);
    assert_eq!(owing(Some("2024-06-30"), &["全区"]), [LEAD]);
    assert_eq!(owing(Some("2024-06-30"), &["钢焦联合企业"]), [LEAD]);
}

#[test]
fn a_word_for_all_governments_of_a_level_means_each_that_is_known_of_it() {
    for (subject, owing_it) in [
        ("各县（市、区）", &[GUIHE][..]),
        ("各县区人民政府", &[GUIHE]),
        ("各市（县、区）", &[NANNING, GUILIN, GUIHE]),
        ("各州（市）", &[NANNING, GUILIN]),
        ("桂河县", &[GUIHE]),
    ] {
        assert_eq!(owing(Some("2024-06-30"), &[subject]), owing_it, "{subject}");
    }
    for subject in ["各乡镇（街道）", "相关县（市、区）"] {
        assert_eq!(owing(Some("2024-06-30"), &[subject]), [LEAD], "{subject}: nobody of it is known");
    }
    assert_eq!(owing(Some("2024-06-30"), &[""]), [LEAD], "the sentence names nobody");
}

#[test]
fn some_counties_are_those_that_stand_for_them_in_the_note() {
    let some = |unit_id, written| assigned(unit_id, AssignmentRole::Responsible, written);
    assert_eq!(owing_with(vec![some(GUIHE, "有关县（区）政府"), some(HELPER, "市甲局")], &["相关县（区）"]), [GUIHE]);
    assert_eq!(owing_with(vec![some(GUIHE, "桂河县"), some(HELPER, "市甲局")], &["相关县（区）"]), [GUIHE]);
}

fn owing_with(assigned: Vec<Assigned>, owed_by: &[&str]) -> Vec<UnitId> {
    let measure = MeasureDuty { assigned, ..measure(Some("2024-06-30"), owed_by) };
    let owed = fan_out("2024-12-31".parse().unwrap(), &[measure], &names());
    owed.iter().filter(|owed| owed.kind() == ObligationKind::Dated).map(|owed| owed.unit_id).collect()
}

#[test]
fn cities_that_a_coordinator_has_named_in_place_of_the_group_owe_what_the_group_owes() {
    let named = vec![
        assigned(LEAD, AssignmentRole::Lead, "自治区生态环境厅"),
        assigned(HELPER, AssignmentRole::Responsible, "自治区市场监管局"),
        assigned(NANNING, AssignmentRole::Responsible, "南宁市人民政府"),
    ];
    assert_eq!(owing_with(named, &["相关设区市"]), [NANNING], "cities alone");
}

#[test]
fn without_a_lead_all_that_are_responsible_answer_for_what_is_said_of_nobody_in_particular() {
    let none_leads = vec![
        assigned(HELPER, AssignmentRole::Responsible, "自治区市场监管局"),
        assigned(GUILIN, AssignmentRole::Responsible, "桂林市人民政府"),
    ];
    assert_eq!(owing_with(none_leads.clone(), &["全区"]), [HELPER, GUILIN]);
    assert_eq!(owing_with(none_leads, &["企业"]), [HELPER, GUILIN]);
}

#[test]
fn what_has_no_date_yet_is_owed_by_nobody() {
    assert!(owing(None, &["各设区市"]).is_empty());
}

#[test]
fn a_date_after_the_plan_year_is_long_range() {
    let owed = fan_out("2024-12-31".parse().unwrap(), &[measure(Some("2028-12-31"), &["桂林"])], &names());
    assert!(owed.iter().any(|owed| owed.long_range && owed.unit_id == GUILIN));
}

#[test]
fn a_unit_that_leads_and_is_responsible_owes_the_measure_once() {
    let mut twice = measure(None, &[]);
    twice.assigned.push(assigned(LEAD, AssignmentRole::Responsible, "自治区生态环境厅"));
    assert_eq!(fan_out("2024-12-31".parse().unwrap(), &[twice], &names()).len(), 2);
}

#[test]
fn a_unit_that_guides_owes_nothing_and_is_no_city_concerned() {
    let guided = vec![
        assigned(LEAD, AssignmentRole::Lead, "自治区生态环境厅"),
        assigned(NANNING, AssignmentRole::Guide, "相关设区市人民政府"),
        assigned(HELPER, AssignmentRole::Guide, "自治区市场监管局"),
    ];
    let measure = MeasureDuty { assigned: guided.clone(), ..measure(None, &[]) };
    let standing = fan_out("2024-12-31".parse().unwrap(), &[measure], &names());
    assert_eq!(standing.iter().map(|owed| owed.unit_id).collect::<Vec<_>>(), [LEAD]);
    assert!(owing_with(guided, &["相关设区市"]).is_empty(), "they are no cities concerned");
}

#[test]
fn a_region_has_its_own_word_for_all_of_it_and_each_means_the_first_lead() {
    for (region, word) in
        [("广西壮族自治区", "全区"), ("遂宁市", "全市"), ("江西省", "全省"), ("融水苗族自治县", "全县")]
    {
        assert_eq!(whole_word(region), Some(word), "{region}");
        assert!(is_whole_region(word) && is_of_all(word), "{word}");
    }
    assert_eq!(whole_word("某地"), None);
    assert!(["全国", "全镇", "全集团"].iter().all(|word| is_whole_region(word)));
    assert!(!is_whole_region("各设区市") && is_of_all("各设区市") && !is_of_all("桂林"));
}

#[test]
fn a_list_reaches_whom_it_is_fanned_out_to() {
    let (city, county) = (UnitClass::City, UnitClass::County);
    let guihe = NamedUnit { name: "桂河县".to_owned(), unit_id: GUIHE, place: Some(county) };
    let nanning = NamedUnit { name: "南宁".to_owned(), unit_id: NANNING, place: Some(city) };
    let lists = [
        "",
        "全市",
        "企业",
        "桂河县",
        "桂河县、全市",
        "各设区市",
        "相关设区市",
        "各县（市、区）",
        "相关县（市、区）",
        "各市（县、区）",
    ];
    let none: [Assigned; 0] = [];
    let lead = [assigned(LEAD, AssignmentRole::Lead, "市甲局")];
    let responsible = [assigned(NANNING, AssignmentRole::Responsible, "南宁市人民政府")];
    let both = [guihe.clone(), nanning.clone()];
    for names in [&[][..], std::slice::from_ref(&guihe), std::slice::from_ref(&nanning), &both] {
        for (list, reach) in reaches(&lists.map(str::to_owned), names) {
            for (on_it, place) in [(&none[..], false), (&lead, false), (&responsible, !names.is_empty())] {
                let mut duty = measure(Some("2024-06-30"), &subjects(list).collect::<Vec<_>>());
                duty.assigned = on_it.to_vec();
                let owed = fan_out("2024-12-31".parse().unwrap(), &[duty], names);
                let is_owed = owed.iter().any(|owed| owed.kind() == ObligationKind::Dated);
                let known = place && names.iter().any(|named| named.unit_id == NANNING);
                let expected = match reach {
                    Reach::Named => true,
                    Reach::Answered => !on_it.is_empty(),
                    Reach::Concerned => known,
                    Reach::Nobody => false,
                };
                assert_eq!(is_owed, expected, "{list:?} {reach:?} {on_it:?} {names:?}");
            }
        }
    }
}
