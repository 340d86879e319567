use super::*;
use crate::calendar::parse_calendar;
use crate::testing::{Lcg, day, guangxi};

fn rule(day: i32, on: ReportsOn) -> RoundRule {
    RoundRule { day, on, late_workdays: 10 }
}

fn this_month() -> Rounds {
    Rounds::new(rule(25, ReportsOn::ThisMonth), day("2024-01-01"), [])
}

fn last_month() -> Rounds {
    Rounds::new(rule(5, ReportsOn::LastMonth), day("2024-01-01"), [])
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// `opens cut-off compiled_on`.
fn said(rounds: &Rounds, month: &str) -> String {
    let Round { opens, cut_off, compiled_on, .. } = rounds.round(period(month), &guangxi());
    format!("{opens} {cut_off} {compiled_on}")
}

fn open(rounds: &Rounds, cadence: Cadence, today: &str) -> Vec<String> {
    rounds.open(cadence, day(today), &guangxi()).iter().map(|round| round.period.to_string()).collect()
}

#[test]
fn a_plan_asks_for_this_month_by_the_25th_or_for_the_last_by_the_5th() {
    assert_eq!(said(&this_month(), "2024-06"), "2024-06-01 2024-06-25 2024-07-09");
    assert_eq!(said(&this_month(), "2024-05"), "2024-05-01 2024-05-24 2024-06-07", "the 25th is a Saturday");
    assert_eq!(said(&last_month(), "2024-06"), "2024-06-06 2024-07-05 2024-07-19");
    assert_eq!(said(&last_month(), "2024-09"), "2024-09-06 2024-09-30 2024-10-18", "October 5 is a holiday");
}

#[test]
fn a_report_of_july_2_may_be_junes_or_julys_and_none_is_open_that_is_compiled() {
    assert_eq!(open(&this_month(), Cadence::Month, "2024-06-28"), ["2024-06"]);
    assert_eq!(open(&this_month(), Cadence::Month, "2024-07-02"), ["2024-06", "2024-07"]);
    assert_eq!(open(&this_month(), Cadence::Month, "2024-07-10"), ["2024-07"]);
    assert_eq!(open(&last_month(), Cadence::Month, "2024-07-02"), ["2024-06"]);
    assert_eq!(open(&last_month(), Cadence::Month, "2024-07-06"), ["2024-06", "2024-07"]);
}

#[test]
fn a_quarter_a_half_and_a_year_are_asked_for_with_their_last_month() {
    let months = |cadence: Cadence| {
        let all = (1..=12).map(|month| period(&format!("2024-{month:02}")));
        all.filter(|period| cadence.owes(*period)).map(Period::month).collect::<Vec<_>>()
    };
    assert_eq!(months(Cadence::Month).len(), 12);
    assert_eq!(months(Cadence::Quarter), [3, 6, 9, 12]);
    assert_eq!(months(Cadence::HalfYear), [6, 12]);
    assert_eq!(months(Cadence::Year), [12]);
    assert_eq!(months(Cadence::stored("fortnight")), [0_u32; 0], "another version's asks nobody");
    assert_eq!(Cadence::owing(period("2024-06")), [Cadence::Month, Cadence::Quarter, Cadence::HalfYear]);
    assert_eq!(open(&this_month(), Cadence::Quarter, "2024-05-20"), [""; 0]);
    assert_eq!(open(&this_month(), Cadence::Quarter, "2024-06-20"), ["2024-06"]);
    let passed = |cadence, today| this_month().last_passed(cadence, day(today), &guangxi()).unwrap().period.to_string();
    assert_eq!(passed(Cadence::Quarter, "2024-08-10"), "2024-06");
    assert_eq!(passed(Cadence::Year, "2024-12-25"), "2023-12");
    let after = this_month().after(Cadence::HalfYear, period("2024-06"), &guangxi()).unwrap();
    assert_eq!(after.period, period("2024-12"));
    assert_eq!(this_month().after(Cadence::stored("fortnight"), period("2024-06"), &guangxi()), None);
}

#[test]
fn the_round_whose_cut_off_has_passed_changes_on_the_day_after_it() {
    let last = |today| this_month().last_passed(Cadence::Month, day(today), &guangxi()).unwrap().period.to_string();
    assert_eq!(last("2024-06-25"), "2024-05");
    assert_eq!(last("2024-06-26"), "2024-06");
    assert_eq!(last("2024-01-02"), "2023-12");
}

#[test]
fn a_cut_off_may_pass_before_its_own_month_begins() {
    let days = parse_calendar("date,region,kind,name\n2024-09-30,CN,off,国庆节\n2024-10-01,CN,off,国庆节\n").unwrap();
    let calendar = WorkCalendar::new("CN-GX", days);
    let rounds = Rounds::new(rule(1, ReportsOn::ThisMonth), day("2024-01-01"), []);
    let passed = |today| rounds.last_passed(Cadence::Month, day(today), &calendar).unwrap().period.to_string();
    assert_eq!((passed("2024-09-27"), passed("2024-09-28")), ("2024-09".to_owned(), "2024-10".to_owned()));
    assert_eq!(rounds.current(day("2024-09-27"), &calendar).period.to_string(), "2024-10", "its only day");
}

#[test]
fn what_has_opened_stays_as_it_was_whatever_becomes_of_the_calendar() {
    let opened = this_month().round(period("2024-06"), &guangxi());
    let off = "date,region,kind,name\n2024-06-24,CN,off,x\n2024-06-25,CN,off,x\n2024-07-25,CN,off,x\n";
    let edited = WorkCalendar::new("CN-GX", parse_calendar(off).unwrap());
    let rounds = Rounds::new(rule(25, ReportsOn::ThisMonth), day("2024-01-01"), [opened]);
    assert_eq!(rounds.round(period("2024-06"), &edited), opened);
    assert_eq!(this_month().round(period("2024-06"), &edited).cut_off, day("2024-06-21"));
    assert_eq!(rounds.round(period("2024-07"), &edited).cut_off, day("2024-07-24"), "what has not opened follows");
}

#[test]
fn a_plan_that_is_handed_out_short_before_a_cut_off_begins_with_the_next() {
    // June 11 is the tenth working day before June 25.
    for (assigned_on, asked) in [("2024-06-11", true), ("2024-06-12", false), ("2024-06-25", false)] {
        let begins = Rounds::begin(day(assigned_on), 10, &guangxi());
        let rounds = Rounds::new(rule(25, ReportsOn::ThisMonth), begins, []);
        let asks = |month| rounds.asks(&rounds.round(period(month), &guangxi()));
        assert_eq!((asks("2024-06"), asks("2024-07")), (asked, true), "{assigned_on}");
    }
    assert_eq!(Rounds::begin(day("2024-06-25"), 0, &guangxi()), day("2024-06-25"));
}

#[test]
fn some_round_is_open_on_every_day_and_each_has_its_days_in_order() {
    let mut random = Lcg::new(70);
    for case in 0..500 {
        let calendar = random.calendar();
        let day = i32::try_from(random.below(31)).unwrap() + 1;
        let on = random.pick(ReportsOn::ALL);
        let late_workdays = u32::try_from(random.below(15)).unwrap();
        let rounds = Rounds::new(RoundRule { day, on, late_workdays }, "2023-01-01".parse().unwrap(), []);
        let today = random.date();
        let Round { opens, cut_off, compiled_on, .. } = rounds.round(Period::of(today), &calendar);
        assert!(opens <= cut_off && cut_off <= compiled_on, "{case} {opens} {cut_off} {compiled_on}");
        assert!(calendar.is_workday(cut_off), "{case}");
        let open = rounds.open(Cadence::Month, today, &calendar);
        assert!((1..=2).contains(&open.len()), "{case} {today} {open:?}");
        assert_eq!(open.last().map(|round| round.period), Some(rounds.current(today, &calendar).period), "{case}");
    }
}
