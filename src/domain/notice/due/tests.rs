use super::*;
use crate::obligation::ObligationKind;
use crate::testing::{day, guangxi, ladder, plan, rounds, watched};

/// A standing obligation of a unit.
fn standing(id: i64, unit: i64) -> Watched {
    let mut one = Watched { id: ObligationId::new(id), unit: UnitId::new(unit), ..watched("2024-12-31") };
    one.duty.kind = ObligationKind::Standing;
    one
}

/// A plan whose brief nobody reads.
fn leaderless(obligations: Vec<Watched>) -> WatchedPlan {
    WatchedPlan { leaders: Vec::new(), ..plan(obligations) }
}

fn due_on(plan: &WatchedPlan, fired: &[Fired], date: &str) -> Vec<String> {
    let notices = due_notices(plan, fired, &guangxi(), &ladder(), day(date));
    notices.iter().map(|notice| notice.key.to_string()).collect()
}

/// What is recorded once the notices of a day were handed over.
fn handed_over(plan: &WatchedPlan, date: &str) -> Vec<Fired> {
    let notices = due_notices(plan, &[], &guangxi(), &ladder(), day(date));
    let fired = notices.iter().map(|notice| Fired {
        subject: notice.key.subject,
        due_rev: notice.key.due_rev,
        rung: notice.key.rung,
        on: day(date),
        settled: true,
    });
    fired.collect()
}

#[test]
fn the_keys_name_the_obligation_the_rung_and_each_post_once() {
    let late = leaderless(vec![watched("2024-05-31")]);
    assert_eq!(due_on(&late, &[], "2024-06-04"), ["obligation/1/0/+1/10/liaison/mail"]);
    let given = handed_over(&late, "2024-06-03");
    let third = ["obligation/1/0/+3/10/head/mail", "obligation/1/0/+3/20/liaison/mail"];
    let mut sent = due_on(&late, &given, "2024-06-05");
    sent.sort();
    assert_eq!(sent, third);
    assert_eq!(due_on(&late, &given, "2024-06-04"), [""; 0]);
}

#[test]
fn asking_twice_gives_nothing_the_second_time() {
    let plan = plan(vec![watched("2024-06-30"), standing(2, 10), standing(3, 11)]);
    for date in ["2024-06-14", "2024-06-21", "2024-06-24", "2024-06-26"] {
        assert_ne!(due_on(&plan, &[], date), [""; 0], "{date}");
        assert_eq!(due_on(&plan, &handed_over(&plan, date), date), [""; 0], "{date}");
    }
}

#[test]
fn a_unit_gets_one_reminder_a_month_however_many_reports_it_owes() {
    let mut plan = leaderless(vec![standing(1, 10), standing(2, 10), standing(3, 11)]);
    plan.obligations.iter_mut().for_each(|one| one.duty.reported = Some("2024-05".parse().unwrap()));
    let notices = due_notices(&plan, &[], &guangxi(), &ladder(), day("2024-06-20"));
    let listed = notices.iter().map(|notice| (notice.key.to_string(), notice.obligations.clone())).collect::<Vec<_>>();
    let expected = [
        ("month/1/10/2024-06/0/monthly/10/liaison/mail".to_owned(), vec![ObligationId::new(1), ObligationId::new(2)]),
        ("month/1/11/2024-06/0/monthly/11/liaison/mail".to_owned(), vec![ObligationId::new(3)]),
    ];
    assert_eq!(listed, expected, "the third working day before 25 June");
    assert!(notices.iter().all(|notice| notice.due == day("2024-06-25")));
    let none = due_notices(&plan, &[], &guangxi(), &ladder(), day("2024-06-19"));
    assert!(none.iter().all(|notice| notice.key.rung != Rung::Monthly), "a day too early");
}

#[test]
fn a_missed_report_is_told_on_the_first_working_day_after_the_cut_off() {
    let mut plan = leaderless(vec![standing(1, 10), standing(2, 10)]);
    plan.obligations[0].duty.reported = Some("2024-05".parse().unwrap());
    assert_eq!(due_on(&plan, &[], "2024-05-25"), [""; 0], "the cut-off was the 24th; the 25th is a Saturday");
    let missed = due_notices(&plan, &[], &guangxi(), &ladder(), day("2024-05-27"));
    assert_eq!(missed.len(), 1);
    assert_eq!(missed[0].key.to_string(), "month/1/10/2024-05/0/missed/10/liaison/mail");
    assert_eq!(missed[0].obligations, [ObligationId::new(2)], "the other one's report is in");
    assert_eq!(due_on(&plan, &[], "2024-06-03"), ["month/1/10/2024-05/0/missed/10/liaison/mail"], "after a downtime");
}

/// `date rung` of what will be told about the reports of an obligation.
fn months_to_come(one: &Watched, fired: &[Fired], from: &str) -> Vec<String> {
    let of = (PlanId::new(1), &rounds());
    let coming = coming_months(one, fired, of, &guangxi(), &ladder(), day(from));
    coming.iter().map(|(rung, on, to)| format!("{on} {rung} {}", to.len())).collect()
}

#[test]
fn of_a_monthly_report_the_next_reminder_and_that_it_was_missed_are_to_come() {
    let mut one = standing(1, 10);
    one.duty.reported = Some("2024-05".parse().unwrap());
    let both = ["2024-06-20 monthly 1", "2024-06-26 missed 1"];
    assert_eq!(months_to_come(&one, &[], "2024-06-03"), both);
    let told = handed_over(&leaderless(vec![one.clone()]), "2024-06-20");
    assert_eq!(months_to_come(&one, &told, "2024-06-20"), both[1..]);
    assert_eq!(months_to_come(&one, &[], "2024-06-27")[0], "2024-06-27 missed 1", "not told yet");
    one.duty.reported = Some("2024-06".parse().unwrap());
    assert_eq!(months_to_come(&one, &[], "2024-06-20"), [""; 0], "it is in");
    assert_eq!(months_to_come(&watched("2024-06-30"), &[], "2024-06-03"), [""; 0], "what has a date has no months");
    one.duty.reported = Some("2024-12".parse().unwrap());
    assert_eq!(months_to_come(&one, &[], "2025-01-06"), [""; 0], "the year is over");
}

#[test]
fn what_is_said_to_come_about_a_month_comes_on_that_day() {
    let mut random = crate::testing::Lcg::new(12);
    for case in 0..200 {
        let (calendar, from, rules) = (random.calendar(), random.date(), ladder());
        let one = standing(1, 10);
        let plan = leaderless(vec![one.clone()]);
        let mut fired: Vec<Fired> = Vec::new();
        for date in from.iter_days().take(40) {
            let coming = coming_months(&one, &fired, (PlanId::new(1), &plan.rounds), &calendar, &rules, date);
            let mut today: Vec<Rung> = coming.iter().filter(|(_, on, _)| *on == date).map(|(rung, ..)| *rung).collect();
            let due = due_notices(&plan, &fired, &calendar, &rules, date);
            let mut told: Vec<Rung> = due.iter().map(|notice| notice.key.rung).collect();
            told.sort();
            today.sort();
            assert_eq!(today, told, "case {case}: {date}");
            fired.extend(due.iter().map(|notice| {
                let NoticeKey { subject, due_rev, rung, .. } = notice.key;
                Fired { subject, due_rev, rung, on: date, settled: true }
            }));
        }
    }
}

#[test]
fn dated_obligations_and_those_handed_out_later_have_no_part_in_the_month() {
    let mut later = standing(2, 11);
    later.duty.assigned_on = day("2024-06-26");
    let plan = leaderless(vec![watched("2024-12-30"), later]);
    for date in ["2024-06-20", "2024-06-25", "2024-06-26", "2024-06-27"] {
        assert_eq!(due_on(&plan, &[], date), [""; 0], "{date}");
    }
    let mut soon = standing(3, 12);
    soon.duty.assigned_on = day("2024-06-24");
    let soon = leaderless(vec![soon]);
    assert_eq!(due_on(&soon, &[], "2024-06-20"), [""; 0], "not handed out yet");
    assert_eq!(due_on(&soon, &[], "2024-06-24"), ["month/1/12/2024-06/0/monthly/12/liaison/mail"]);
    assert_eq!(due_on(&plan, &[], "2024-07-22"), ["month/1/11/2024-07/0/monthly/11/liaison/mail"]);
}

#[test]
fn the_brief_comes_on_the_weeks_first_working_day_or_later_where_that_was_missed() {
    let empty = plan(Vec::new());
    assert_eq!(due_on(&empty, &[], "2024-06-24"), ["digest/1/2024-W26/0/digest/30/leader/mail"]);
    assert_eq!(due_on(&empty, &[], "2024-06-10"), [""; 0], "a holiday");
    assert_eq!(due_on(&empty, &[], "2024-06-11"), ["digest/1/2024-W24/0/digest/30/leader/mail"]);
    assert_eq!(due_on(&empty, &[], "2024-06-13"), ["digest/1/2024-W24/0/digest/30/leader/mail"]);
    assert_eq!(due_on(&empty, &handed_over(&empty, "2024-06-11"), "2024-06-13"), [""; 0]);
}

#[test]
fn nothing_at_all_comes_before_the_plan_was_handed_out() {
    let mut plan = plan(vec![watched("2024-05-31"), standing(2, 10)]);
    plan.assigned_on = day("2024-06-26");
    for date in ["2024-06-03", "2024-06-24", "2024-06-25"] {
        assert_eq!(due_on(&plan, &[], date), [""; 0], "{date}");
        assert!(due_proposals(&plan, &[], &guangxi(), &ladder(), day(date)).is_empty());
    }
    let first = due_on(&plan, &[], "2024-06-26");
    assert!(first.contains(&"obligation/1/0/+1/10/liaison/mail".to_owned()), "{first:?}");
    assert!(!first.iter().any(|key| key.starts_with("digest")), "the first brief is next week's: {first:?}");
}

#[test]
fn from_the_tenth_working_day_people_decide_and_nobody_is_mailed() {
    let late = leaderless(vec![watched("2024-05-31")]);
    let fifth = Fired {
        subject: Subject::Obligation(ObligationId::new(1)),
        due_rev: 0,
        rung: Rung::After(5),
        on: day("2024-06-07"),
        settled: true,
    };
    let rules = ladder();
    let propose = |fired: &[Fired], date| due_proposals(&late, fired, &guangxi(), &rules, day(date));
    assert!(propose(&[fifth], "2024-06-14").is_empty());
    let proposals = propose(&[fifth], "2024-06-17");
    assert_eq!((proposals.len(), proposals[0].rung, proposals[0].options.len()), (1, Rung::After(10), 1));
    let notices = due_notices(&late, &[fifth], &guangxi(), &rules, day("2024-06-18"));
    assert!(notices.is_empty());
    let tenth = Fired { rung: Rung::After(10), on: day("2024-06-17"), ..fifth };
    assert!(propose(&[fifth, tenth], "2024-06-18").is_empty(), "proposed once");
    assert!(propose(&[], "2024-06-17").is_empty(), "the mails come first");
}

#[test]
fn what_is_owed_over_the_year_has_no_ladder_in_it_or_behind_it_and_only_a_missed_report_is_told() {
    let year = leaderless(vec![standing(1, 10)]);
    for date in day("2024-01-01").iter_days().take(2 * 366) {
        let keys = due_on(&year, &[], &date.to_string());
        assert!(keys.iter().all(|key| key.starts_with("month")), "{date}: {keys:?}");
        assert!(due_proposals(&year, &[], &guangxi(), &ladder(), date).is_empty(), "{date}");
    }
    assert_eq!(due_on(&year, &[], "2025-01-02"), ["month/1/10/2024-12/0/missed/10/liaison/mail"]);
    assert_eq!(due_on(&year, &[], "2025-02-05"), [""; 0], "nothing is owed for January");
}

#[test]
fn a_thousand_random_plans_are_told_everything_once_however_badly_the_machine_runs() {
    let mut random = crate::testing::Lcg::new(72);
    for case in 0..1000 {
        let calendar = random.calendar();
        let mut one = watched(&random.date().to_string());
        one.duty.kind = random.pick(ObligationKind::ALL);
        let plan = plan(vec![one]);
        run_badly(&plan, &calendar, &mut random, case);
    }
}

/// Ticks for a season around the date with days left out, several ticks a day and mails that hang, and checks what must always hold.
fn run_badly(plan: &WatchedPlan, calendar: &WorkCalendar, random: &mut crate::testing::Lcg, case: u32) {
    let rules = ladder();
    let mut fired: Vec<Fired> = Vec::new();
    let mut keys = std::collections::HashSet::new();
    let mut rungs: Vec<(NaiveDate, Rung)> = Vec::new();
    let due = plan.obligations[0].duty.effective_due;
    for date in (due - Days::new(30)).iter_days().take(110).filter(|_| random.chance(70)).collect::<Vec<_>>() {
        for _ in 0..2 {
            for notice in due_notices(plan, &fired, calendar, &rules, date) {
                assert!(calendar.is_workday(date), "case {case}: {date} is a day off");
                assert!(keys.insert(notice.key), "case {case}: {} twice", notice.key);
                let NoticeKey { subject, due_rev, rung, .. } = notice.key;
                if matches!(subject, Subject::Obligation(_)) && rungs.last() != Some(&(date, rung)) {
                    rungs.push((date, rung));
                }
                fired.push(Fired { subject, due_rev, rung, on: date, settled: random.chance(60) });
            }
        }
        fired.iter_mut().for_each(|fired| fired.settled |= random.chance(30));
    }
    assert!(rungs.windows(2).all(|pair| pair[0].0 < pair[1].0), "case {case}: two rungs on a day: {rungs:?}");
    let after = rungs.iter().map(|(_, rung)| *rung).filter(|rung| matches!(rung, Rung::After(_))).collect::<Vec<_>>();
    let climbs = plan.obligations[0].duty.kind == ObligationKind::Dated;
    let expected = [Rung::After(1), Rung::After(3), Rung::After(5)].into_iter().filter(|_| climbs).collect::<Vec<_>>();
    assert_eq!(after, expected, "case {case}: none left out, in order");
    let digests = fired.iter().filter(|fired| fired.rung == Rung::Digest).count();
    assert!(digests <= 17, "case {case}: {digests} briefs in 17 weeks");
}
