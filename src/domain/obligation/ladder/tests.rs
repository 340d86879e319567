use super::*;

const FILE: &str = include_str!("../../../../config/escalation.toml");

fn refusal(from: &str, to: &str) -> String {
    let changed = FILE.replacen(from, to, 1);
    assert_ne!(changed, FILE, "{from:?} is not in the file any more");
    toml::from_str::<Ladder>(&changed).unwrap_err().to_string()
}

#[test]
fn the_shipped_file_says_what_the_design_says_for_every_class() {
    let ladder: Ladder = toml::from_str(FILE).unwrap();
    assert_eq!((ladder.before().workdays.as_slice(), ladder.monthly().remind_workdays), (&[10, 5, 1][..], 3));
    for class in UnitClass::ALL {
        let after = ladder.after(*class);
        let rungs = after.rungs.iter().map(|rung| (rung.workdays, rung.to.as_slice())).collect::<Vec<_>>();
        assert_eq!(rungs[0], (1, &[Recipient::Liaison][..]), "{class}");
        assert_eq!(rungs[1], (3, &[Recipient::Head, Recipient::LeadLiaison][..]), "{class}");
        assert_eq!(rungs[2], (5, &[Recipient::Coordinator][..]), "{class}");
        assert_eq!((rungs.len(), after.proposals.workdays), (3, 10), "{class}");
    }
}

fn labels(options: &[ProposalOption]) -> Vec<&str> {
    options.iter().map(|option| option.label.as_str()).collect()
}

#[test]
fn by_itself_the_ladder_proposes_a_letter_and_nothing_else() {
    let ladder: Ladder = toml::from_str(FILE).unwrap();
    let proposed = |class| labels(&ladder.after(class).proposals.options);
    assert_eq!(proposed(UnitClass::City), ["提醒函"]);
    for class in [UnitClass::Department, UnitClass::Enterprise, UnitClass::Agency] {
        assert_eq!(proposed(class), ["工作提示函"], "{class}");
    }
    let judged = refusal("options = [{ kind = \"reminder_letter\"", "options = [{ kind = \"interview\"");
    assert!(judged.contains("after.city.proposals：interview 只能由人员提出"), "{judged}");
    assert!(
        refusal("options = [{ kind = \"reminder_letter\", label = \"提醒函\" }]", "options = []")
            .contains("options 为空")
    );
}

#[test]
fn people_may_call_cities_to_account_and_of_departments_only_ask_and_coordinate() {
    let ladder: Ladder = toml::from_str(FILE).unwrap();
    let by_people = |class| labels(&ladder.after(class).proposals.by_people);
    assert_eq!(by_people(UnitClass::City), ["通报", "预警", "约谈", "提请问责", "报请自治区领导协调"]);
    for class in [UnitClass::Department, UnitClass::Enterprise, UnitClass::Agency] {
        assert_eq!(by_people(class), ["报请自治区领导协调"], "{class}");
        assert_eq!(ladder.after(class).proposals.for_people().count(), 2, "the letter too");
    }
}

#[test]
fn governments_below_cities_climb_as_cities_do_also_where_nothing_is_written_for_them() {
    let (before, rest) = FILE.split_once("[after.county]").unwrap();
    let (_, behind) = rest.split_once("[after.department]").unwrap();
    let kinds = |ladder: &Ladder, class| {
        let after = ladder.after(class);
        (after.rungs.clone(), after.proposals.workdays, after.proposals.for_people().collect::<Vec<_>>())
    };
    for file in [FILE.to_owned(), format!("{before}[after.department]{behind}")] {
        let ladder: Ladder = toml::from_str(&file).unwrap();
        for class in UnitClass::PLACES {
            assert_eq!(kinds(&ladder, class), kinds(&ladder, UnitClass::City), "{class}");
        }
    }
}

#[test]
fn an_unknown_key_or_word_is_refused() {
    assert!(refusal("remind_workdays", "remind_days").contains("unknown field `remind_days`"));
    assert!(refusal("to = [\"head\"", "to = [\"mayor\"").contains("mayor"));
}

#[test]
fn rungs_out_of_order_are_refused_with_their_place() {
    assert!(refusal("[10, 5, 1]", "[5, 10, 1]").contains("before.workdays：工作日 5 为 0、重复"));
    assert!(refusal("[10, 5, 1]", "[10, 5, 0]").contains("before.workdays：工作日 0"));
    assert!(refusal("workdays = 3, to", "workdays = 1, to").contains("after.city：工作日 1 为 0、重复"));
    assert!(refusal("workdays = 10\n", "workdays = 5\n").contains("after.city：工作日 5"));
}

#[test]
fn a_ladder_without_rungs_is_refused_with_the_class_that_has_none() {
    let (before, rest) = FILE.split_once("rungs = [\n").unwrap();
    let (_, after) = rest.split_once("\n]\n").unwrap();
    let empty = format!("{before}rungs = []\n{after}");
    let refused = toml::from_str::<Ladder>(&empty).unwrap_err().to_string();
    assert!(refused.contains("after.city.rungs：没有任何一级"), "{refused}");
}

#[test]
fn a_rung_that_tells_nobody_is_refused() {
    assert!(
        refusal("remind_workdays = 3\nto = [\"liaison\"]", "remind_workdays = 3\nto = [\"lead_liaison\"]")
            .contains("monthly.to：lead_liaison")
    );
    assert!(
        refusal("workdays = 5, to = [\"coordinator\"]", "workdays = 5, to = []")
            .contains("after.city +5：没有收件岗位")
    );
}
