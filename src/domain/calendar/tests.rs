use super::*;
use crate::testing::{Lcg, day, guangxi};

#[test]
fn a_sunday_in_june_is_reminded_of_on_the_14th_the_21st_and_the_27th() {
    let due = day("2024-06-30");
    let dates = [10, 5, 1].map(|n| guangxi().offset_before(due, n));
    assert_eq!(dates, [day("2024-06-14"), day("2024-06-21"), day("2024-06-27")]);
}

#[test]
fn the_dragon_boat_festival_is_not_counted() {
    assert!(!guangxi().is_workday(day("2024-06-10")));
    assert_eq!(guangxi().offset_before(day("2024-06-14"), 5), day("2024-06-06"));
}

#[test]
fn days_after_the_date_are_counted_from_the_first_working_day_after_it() {
    let friday = day("2024-05-31");
    let dates = [1, 3, 5, 10].map(|n| guangxi().offset_after(friday, n));
    assert_eq!(dates, [day("2024-06-03"), day("2024-06-05"), day("2024-06-07"), day("2024-06-17")]);
    assert_eq!(guangxi().offset_after(day("2024-06-30"), 1), day("2024-07-01"), "the due date is a Sunday");
}

#[test]
fn make_up_saturdays_and_sundays_are_working_days() {
    for date in ["2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29"] {
        assert!(guangxi().is_workday(day(date)), "{date}");
    }
    assert_eq!(guangxi().offset_before(day("2024-05-13"), 1), day("2024-05-11"), "Monday's day before is Saturday");
    assert_eq!(guangxi().add_workdays(day("2024-04-26"), 1), day("2024-04-28"), "Friday's day after is Sunday");
}

#[test]
fn a_regional_holiday_overrides_the_nation_in_its_region_only() {
    let days = parse_calendar(include_str!("../../../seeds/calendar/workdays.csv")).unwrap();
    assert!(!WorkCalendar::new("CN-GX", days.clone()).is_workday(day("2024-04-11")));
    assert!(WorkCalendar::new("CN-GD", days).is_workday(day("2024-04-11")));
    let both = "date,region,kind,name\n2024-04-07,CN-GX,off,三月三\n2024-04-07,CN,work,清明\n";
    assert!(!WorkCalendar::new("CN-GX", parse_calendar(both).unwrap()).is_workday(day("2024-04-07")));
}

#[test]
fn a_year_that_is_not_announced_is_counted_by_weekdays_and_says_so() {
    let calendar = guangxi();
    assert_eq!(calendar.known_until(), Some(2026));
    assert!(calendar.is_announced(2024) && !calendar.is_announced(2027) && !calendar.is_announced(2022));
    assert!(calendar.is_workday(day("2027-10-01")), "a Friday; nobody has announced that holiday");
    assert_eq!(WorkCalendar::default().known_until(), None);
}

#[test]
fn a_region_alone_announces_no_year() {
    let days = parse_calendar("date,region,kind,name\n2030-04-11,CN-GX,off,三月三\n").unwrap();
    assert!(!WorkCalendar::new("CN-GX", days).is_announced(2030));
}

#[test]
fn the_regions_own_days_are_known_until_a_year_of_their_own() {
    let csv = "date,region,kind,name,source\n2024-04-11,CN-GX,off,三月三,\n2024-01-01,CN,off,元旦,\n2025-01-01,CN,off,元旦,\n\
               2023-01-01,CN,off,元旦,\n2025-04-01,CN-GD,off,别处,\n";
    let days = parse_calendar(csv).unwrap();
    let guangxi = WorkCalendar::new("CN-GX", days.clone());
    let said = [2022, 2023, 2024, 2025, 2026].map(|year| guangxi.unannounced(year));
    let (nation, region) = (Some(Unannounced::Nation), Some(Unannounced::Region));
    assert_eq!(said, [nation, None, None, region, nation], "before its first year the region had none");
    assert_eq!(guangxi.first_unannounced(2023, 2030), Some((2025, Unannounced::Region)));
    assert_eq!(guangxi.first_unannounced(2023, 2024), None);
    assert_eq!(WorkCalendar::new("CN-HB", days).unannounced(2025), None, "it has no days of its own");
}

#[test]
fn what_is_shipped_knows_the_regions_days_of_three_years_and_where_they_are_from() {
    let days = parse_calendar(include_str!("../../../seeds/calendar/workdays.csv")).unwrap();
    let own: Vec<_> = days.iter().filter(|day| day.region == "CN-GX").collect();
    let dates: Vec<_> = own.iter().map(|day| day.date.to_string()).collect();
    let of_2026 = ["2026-04-17", "2026-04-18", "2026-04-19", "2026-04-20"];
    assert_eq!(dates[..4], ["2024-04-11", "2024-04-12", "2025-03-31", "2025-04-01"]);
    assert_eq!(dates[4..], of_2026);
    assert!(own.iter().all(|day| day.source.contains("新闻报道") == of_2026.contains(&day.date.to_string().as_str())));
    assert_eq!([2024, 2025, 2026].map(|year| guangxi().unannounced(year)), [None; 3]);
}

#[test]
fn lateness_counts_calendar_days_and_working_days_apart() {
    let due = day("2024-06-07");
    assert_eq!(days_late(due, day("2024-06-12")), 5);
    assert_eq!(guangxi().workdays_between(due, day("2024-06-12")), 2, "a weekend and a Monday off lie between");
    assert_eq!((days_late(due, due), guangxi().workdays_between(due, due)), (0, 0));
    assert_eq!((days_late(due, day("2024-06-01")), guangxi().workdays_between(due, day("2024-06-01"))), (0, 0));
}

#[test]
fn a_bad_line_is_named_with_its_number_and_its_fault() {
    let read = |line: &str| parse_calendar(&format!("date,region,kind,name\n2024-01-01,CN,off,元旦\n\n{line}\n"));
    let fault = |line| read(line).unwrap_err().to_string();
    assert_eq!(fault("2024-13-01,CN,off,元旦"), "line 4: \"2024-13-01\" is no date; write 2024-06-10");
    assert_eq!(fault("2024-06-10,GX,off,端午"), "line 4: \"GX\" is no region; write CN or CN-GX");
    assert_eq!(fault("2024-06-10,CN-,off,端午"), "line 4: \"CN-\" is no region; write CN or CN-GX");
    assert_eq!(fault("2024-06-10,CN,free,端午"), "line 4: \"free\" is neither off nor work");
    assert_eq!(fault("2024-06-10,CN,off"), "line 4: expected 4 columns, found 3");
    assert_eq!(fault("2024-01-01,CN,work,元旦"), "line 4: 2024-01-01 stands on an earlier line too");
    let wide = parse_calendar("date,region,kind,name,source\n2024-01-01,CN,off,元旦\n").unwrap_err().to_string();
    assert_eq!(wide, "line 2: expected 5 columns, found 4");
    assert_eq!(parse_calendar("date,region,kind,name,\n").unwrap_err().line, 1);
    assert_eq!(parse_calendar("").unwrap_err().line, 1);
    assert_eq!(parse_calendar("日期,地区\n").unwrap_err().fault, CalendarFault::Heading("日期,地区".into()));
}

#[test]
fn what_excel_saves_is_read_too() {
    let days = parse_calendar("\u{feff}date,region,kind,name\r\n2024-06-10,CN,off,端午\r\n").unwrap();
    assert_eq!(days[0].date, day("2024-06-10"));
}

#[test]
fn on_a_thousand_random_calendars_the_counts_agree_with_a_walk_day_by_day() {
    let mut random = Lcg::new(20240624);
    for _ in 0..1000 {
        let calendar = random.calendar();
        let (date, n) = (random.date(), random.below(25) as u32);
        let before = calendar.offset_before(date, n);
        let last = calendar.last_workday_on_or_before(date);
        assert!(calendar.is_workday(before) && before <= last);
        assert_eq!(calendar.workdays_between(before, last), n);
        let after = calendar.offset_after(date, n + 1);
        assert!(calendar.is_workday(after) && after > date);
        assert_eq!(calendar.workdays_between(date, after), n + 1);
        assert_eq!(calendar.offset_after(date, 1), calendar.next_workday_on_or_after(date.succ_opt().unwrap()));
        assert!(calendar.add_workdays(after, -(n as i32 + 1)) <= date);
    }
}

#[test]
fn the_ends_of_time_do_not_break_the_count() {
    let calendar = WorkCalendar::default();
    assert_eq!(calendar.add_workdays(NaiveDate::MAX, 3), NaiveDate::MAX);
    assert_eq!(calendar.add_workdays(NaiveDate::MIN, -3), NaiveDate::MIN);
    assert_eq!(calendar.offset_before(day("2024-06-30"), 0), day("2024-06-28"));
    assert_eq!(calendar.offset_after(day("2024-06-30"), 0), day("2024-06-30"));
}

#[test]
fn working_days_are_reckoned_as_they_are_counted_however_long_it_is() {
    let calendar = guangxi();
    let counted = |from: NaiveDate, to: NaiveDate| {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        u32::try_from(days.filter(|day| calendar.is_workday(*day)).count()).unwrap()
    };
    let start = day("2022-12-20");
    for first in 0..40 {
        for length in (0..60).chain([200, 365, 366, 800, 1_500]) {
            let from = start + chrono::TimeDelta::days(first * 13);
            let to = from + chrono::TimeDelta::days(length);
            assert_eq!(calendar.workdays_between(from, to), counted(from, to), "{from} {to}");
        }
    }
    assert_eq!(calendar.workdays_between(day("2024-05-06"), day("2024-05-05")), 0);
    // The age of a date written wrongly, for as many rows as a plan has: 740,000 days each.
    for _ in 0..10_000 {
        assert!(calendar.workdays_between(day("0001-01-01"), day("2024-05-06")) > 500_000);
    }
}
