use super::*;
use crate::obligation::ObligationKind;
use crate::testing::{Lcg, day, guangxi, ladder, plan, watched};
use crate::unit::UnitClass;

const CITY: UnitId = UnitId::new(10);
const LEAD: UnitId = UnitId::new(20);
const OFFICE: UnitId = UnitId::new(30);

fn worded(obligations: Vec<Watched>) -> ReplayPlan {
    let units = [(CITY, "桂林市人民政府"), (LEAD, "自治区发展改革委"), (OFFICE, "自治区生态环境厅")];
    let label = |one: &Watched| {
        let label = Label { task: "（二）1".into(), measure: 1, deliverable: format!("实施计划{}", one.id) };
        (one.id, label)
    };
    ReplayPlan {
        labels: obligations.iter().map(label).collect(),
        units: units.map(|(id, name)| (id, name.to_owned())).into(),
        watched: plan(obligations),
    }
}

fn year(plan: &ReplayPlan) -> Replay {
    replay(plan, &guangxi(), &ladder(), day("2024-01-01"), day("2024-12-31"))
}

#[test]
fn the_voc_plan_is_mailed_on_its_six_days_and_then_proposed() {
    let year = year(&worded(vec![watched("2024-06-30")]));
    let mails = year.mails.iter().filter(|mail| mail.kind != MailKind::Digest);
    let told = mails.map(|mail| format!("{} {} {} {}", mail.date, mail.to.unit, mail.to.role, mail.items[0].rung));
    let expected = [
        "2024-06-14 桂林市人民政府 liaison -10",
        "2024-06-21 桂林市人民政府 liaison -5",
        "2024-06-27 桂林市人民政府 liaison -1",
        "2024-07-01 桂林市人民政府 liaison +1",
        "2024-07-03 桂林市人民政府 head +3",
        "2024-07-03 自治区发展改革委 liaison +3",
        "2024-07-05 自治区生态环境厅 coordinator +5",
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!((year.proposals.len(), year.proposals[0].date), (1, day("2024-07-12")));
    assert_eq!(year.proposals[0].options, ["提醒函"]);
}

#[test]
fn a_row_has_the_shape_that_others_rely_on() {
    let june =
        replay(&worded(vec![watched("2024-06-30")]), &guangxi(), &ladder(), day("2024-06-12"), day("2024-06-14"));
    let expected = serde_json::json!({
        "from": "2024-06-12", "to": "2024-06-14", "count": 1, "proposals": [],
        "mails": [{
            "date": "2024-06-14", "kind": "reminder", "to": {"unit": "桂林市人民政府", "role": "liaison"},
            "items": [{"task": "（二）1", "measure": 1, "deliverable": "实施计划1", "unit": "桂林市人民政府",
                       "due": "2024-06-30", "rung": "-10"}],
        }],
    });
    assert_eq!(serde_json::to_value(june).unwrap(), expected);
}

#[test]
fn several_items_of_a_day_share_one_mail_soonest_first() {
    let standing = |id| {
        let mut one = Watched { id, ..watched("2024-12-31") };
        one.duty.kind = ObligationKind::Standing;
        one
    };
    let dated = |id| Watched { id: ObligationId::new(id), ..watched("2024-12-31") };
    let year = year(&worded(vec![
        standing(ObligationId::new(5)),
        standing(ObligationId::new(6)),
        dated(3),
        dated(4),
        Watched { id: ObligationId::new(2), ..watched("2024-12-30") },
    ]));
    let on = |date: &str| year.mails.iter().filter(|mail| mail.date == day(date)).collect::<Vec<_>>();
    let last = on("2024-12-30");
    assert_eq!(last.len(), 2, "the liaison's and the leaders'");
    let mail = last.iter().find(|mail| mail.kind == MailKind::Reminder).unwrap();
    let items = mail.items.iter().map(|item| (item.deliverable.as_str(), item.rung.to_string())).collect::<Vec<_>>();
    assert_eq!(items, [("实施计划3", "-1".to_owned()), ("实施计划4", "-1".to_owned())]);
    let monthly = on("2024-06-20");
    assert_eq!((monthly[0].kind, monthly[0].items.len()), (MailKind::Monthly, 2));
    assert_eq!((monthly[0].items[0].due, monthly[0].items[0].rung), (day("2024-06-25"), Rung::Monthly));
}

#[test]
fn mails_come_in_order_of_date_kind_unit_and_role() {
    let mut random = Lcg::new(3);
    for _ in 0..20 {
        let year = year(&worded(random_obligations(&mut random, 30)));
        let order = |mail: &ReplayMail| (mail.date, mail.kind.as_str(), mail.to.unit.clone(), mail.to.role.as_str());
        assert!(year.mails.is_sorted_by_key(order));
        assert_eq!(year.count, year.mails.len());
    }
}

#[test]
fn a_post_gets_at_most_one_mail_a_day_besides_the_brief() {
    let year = year(&worded(random_obligations(&mut Lcg::new(4), 200)));
    let mut seen = std::collections::HashSet::new();
    for mail in year.mails.iter().filter(|mail| mail.kind != MailKind::Digest) {
        assert!(seen.insert((mail.date, mail.to.unit.clone(), mail.to.role)), "{mail:?}");
        assert!(!mail.items.is_empty());
    }
}

#[test]
fn the_replay_agrees_with_ticking_day_by_day() {
    let mut random = Lcg::new(8);
    let rules = ladder();
    for case in 0..60 {
        let (calendar, from) = (random.calendar(), random.date());
        let plan = worded(random_obligations(&mut random, 12));
        let to = from + chrono::Days::new(random.below(200));
        let expected = replay(&plan, &calendar, &rules, from, to);
        assert_eq!(ticked(&plan, &calendar, &rules, from, to), flat(&expected), "case {case}");
    }
}

/// (date, unit, role, item's unit, due, rung) of every item, sorted.
type Row = (NaiveDate, String, Role, String, NaiveDate, Rung);

fn flat(replay: &Replay) -> Vec<Row> {
    let items = replay.mails.iter().flat_map(|mail| {
        let to = &mail.to;
        mail.items.iter().map(move |item| (mail.date, to.unit.clone(), to.role, item.unit.clone(), item.due, item.rung))
    });
    let mut rows: Vec<Row> = items.collect();
    rows.sort();
    rows
}

/// The same days as a scheduler lives them: three ticks a day, what is recorded kept by key, mails handed over in between,
/// the plan's rows loaded in any order.
fn ticked(plan: &ReplayPlan, calendar: &WorkCalendar, ladder: &Ladder, from: NaiveDate, to: NaiveDate) -> Vec<Row> {
    let mut watched = activated_on(&plan.watched, from);
    watched.obligations.reverse();
    let name = |id: UnitId| plan.units.get(&id).cloned().unwrap_or_else(|| id.to_string());
    let owner = |id: &ObligationId| watched.obligations.iter().find(|one| one.id == *id).unwrap().unit;
    let mut stored = std::collections::BTreeMap::new();
    let mut rows = Vec::new();
    for (date, _) in from.iter_days().take_while(|date| *date <= to).flat_map(|date| [(date, 1), (date, 2), (date, 3)])
    {
        let fired: Vec<Fired> = stored.values().copied().collect();
        for notice in due_notices(&watched, &fired, calendar, ladder, date) {
            let (key, to) = (notice.key, notice.key.to);
            assert_eq!(stored.insert(key, handed_over(&notice, date)), None, "{key}");
            let items = notice.obligations.iter();
            rows.extend(items.map(|id| (date, name(to.unit), to.role, name(owner(id)), notice.due, key.rung)));
        }
    }
    rows.sort();
    rows
}

fn random_obligations(random: &mut Lcg, count: i64) -> Vec<Watched> {
    let one = |id: i64| {
        let mut one = Watched {
            id: ObligationId::new(id),
            unit: random.pick(&[CITY, LEAD, OFFICE, UnitId::new(40)]),
            ..watched(&random.date().to_string())
        };
        one.class = random.pick(UnitClass::ALL);
        one.lead = random.pick(&[None, Some(LEAD), Some(OFFICE)]);
        one.duty.kind = random.pick(ObligationKind::ALL);
        one
    };
    (1..=count).map(one).collect()
}
