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
    assert_eq!(calendar.known_until(), Some(day("2026-12-31")));
    assert!(said_of(&calendar, [2024, 2027, 2022]) == [None, Some(Unannounced::Nation), Some(Unannounced::Nation)]);
    assert!(calendar.is_workday(day("2027-10-01")), "a Friday; nobody has announced that holiday");
    assert_eq!(WorkCalendar::default().known_until(), None);
}

#[test]
fn a_region_alone_announces_no_year() {
    let days = parse_calendar("date,region,kind,name\n2030-04-11,CN-GX,off,三月三\n").unwrap();
    assert_eq!(said_of(&WorkCalendar::new("CN-GX", days), [2030]), [Some(Unannounced::Nation)]);
}

/// What is said of the middle of each of these years.
fn said_of<const N: usize>(calendar: &WorkCalendar, years: [i32; N]) -> [Option<Unannounced>; N] {
    years.map(|year| calendar.unannounced(NaiveDate::from_ymd_opt(year, 7, 1).unwrap()).map(|gap| gap.whose))
}

#[test]
fn the_regions_own_days_are_known_until_a_year_of_their_own() {
    let csv = "date,region,kind,name,source\n2024-04-11,CN-GX,off,三月三,\n2024-01-01,CN,off,元旦,\n2025-01-01,CN,off,元旦,\n\
               2023-01-01,CN,off,元旦,\n2025-04-01,CN-GD,off,别处,\n";
    let announced = parse_calendar(csv).unwrap();
    let guangxi = WorkCalendar::new("CN-GX", announced.clone());
    let (nation, region) = (Some(Unannounced::Nation), Some(Unannounced::Region));
    assert_eq!(
        said_of(&guangxi, [2022, 2023, 2024, 2025, 2026]),
        [nation, None, None, region, nation],
        "before its first year the region had none"
    );
    let gap = guangxi.first_unannounced(day("2023-05-01"), day("2030-01-01")).unwrap();
    assert_eq!((gap.on, gap.whose), (day("2025-01-01"), Unannounced::Region));
    assert_eq!((gap.known_until, gap.within_year()), (Some(day("2024-12-31")), None));
    assert_eq!(guangxi.first_unannounced(day("2023-01-01"), day("2024-12-31")), None);
    assert_eq!(said_of(&WorkCalendar::new("CN-HB", announced), [2025]), [None], "it has no days of its own");
}

#[test]
fn a_date_of_their_own_says_until_when_the_days_are_known() {
    let csv =
        "date,region,kind,name\n2024-01-01,CN,off,元旦\n2024-04-11,CN-GX,off,三月三\n2024-12-31,CN,known_until,\n";
    let with = |more: &str| WorkCalendar::new("CN-GX", parse_calendar(&format!("{csv}{more}")).unwrap());
    let gap = |calendar: &WorkCalendar, from: &str, to: &str| {
        let gap = calendar.first_unannounced(day(from), day(to))?;
        Some((gap.on.to_string(), gap.is_nations(), gap.within_year().map(|until| until.to_string())))
    };
    let half = with("2024-06-30,CN-GX,known_until,\n");
    assert_eq!(gap(&half, "2024-01-01", "2024-06-30"), None);
    let behind = Some(("2024-07-01".to_owned(), false, Some("2024-06-30".to_owned())));
    assert_eq!(gap(&half, "2024-03-01", "2025-12-31"), behind);
    let at = Some(("2024-09-30".to_owned(), false, Some("2024-06-30".to_owned())));
    assert_eq!(gap(&half, "2024-09-30", "2024-09-30"), at, "the date itself is said");
    let nations = Some(("2025-01-01".to_owned(), true, None));
    assert_eq!(gap(&with("2026-12-31,CN-GX,known_until,\n"), "2024-01-01", "2026-01-01"), nations, "each by itself");
    let none_this_year = with("2025-12-31,CN-GX,known_until,无\n2025-12-31,CN,known_until,\n");
    assert_eq!(gap(&none_this_year, "2024-01-01", "2025-12-31"), None, "a year without days is announced all the same");
    assert!(none_this_year.is_workday(day("2024-12-31")), "a line that says until when is no day off");
    assert_eq!(none_this_year.known_until(), Some(day("2025-12-31")));
    assert_eq!(gap(&none_this_year, "2023-01-01", "2023-12-31"), Some(("2023-01-01".to_owned(), true, None)));
}

#[test]
fn the_first_gap_is_found_as_by_a_walk_day_by_day() {
    let mut random = Lcg::new(20_261_130);
    let mut found = [0; 3];
    for case in 0..400 {
        let mut announced = Announced::default();
        for (year, region, percent) in
            (2023..2028).flat_map(|year| [(year, "CN", 85), (year, "CN-GX", 50)]).collect::<Vec<_>>()
        {
            let table = format!("date,region,kind,name\n{year}-05-01,{region},off,\n");
            announced.days.extend(parse_calendar(&table).unwrap().days.into_iter().filter(|_| random.chance(percent)));
        }
        for region in ["CN", "CN-GX"] {
            if random.chance(60) {
                continue;
            }
            let date = random.date() + chrono::Days::new(random.below(700));
            let (name, source) = (String::new(), String::new());
            announced.known.push(KnownUntil { date, region: region.to_owned(), name, source });
        }
        let calendar = WorkCalendar::new("CN-GX", announced);
        let from = random.date();
        let to = from + chrono::Days::new(random.below(600));
        let walked = from.iter_days().take_while(|day| *day <= to).find_map(|day| calendar.unannounced(day));
        assert_eq!(calendar.first_unannounced(from, to), walked, "{case} {from} {to} {calendar:?}");
        found[walked.map_or(0, |gap| 1 + usize::from(gap.is_nations()))] += 1;
    }
    assert!(found.iter().all(|n| *n > 20), "{found:?}");
}

#[test]
fn what_is_shipped_knows_the_regions_days_of_three_years_and_where_they_are_from() {
    let announced = parse_calendar(include_str!("../../../seeds/calendar/workdays.csv")).unwrap();
    let own: Vec<_> = announced.days.iter().filter(|day| day.region == "CN-GX").collect();
    let dates: Vec<_> = own.iter().map(|day| day.date.to_string()).collect();
    let of_2026 = ["2026-04-17", "2026-04-18", "2026-04-19", "2026-04-20"];
    assert_eq!(dates[..4], ["2024-04-11", "2024-04-12", "2025-03-31", "2025-04-01"]);
    assert_eq!(dates[4..], of_2026);
    assert!(own.iter().all(|day| day.source.contains("新闻报道") == of_2026.contains(&day.date.to_string().as_str())));
    let until: Vec<_> = announced.known.iter().map(|known| (known.region.as_str(), known.date.to_string())).collect();
    assert_eq!(until, [("CN", "2026-12-31".to_owned()), ("CN-GX", "2026-12-31".to_owned())]);
    assert!(announced.known[1].source.contains("新闻报道"));
    assert_eq!(said_of(&guangxi(), [2024, 2025, 2026]), [None; 3]);
}

#[test]
fn a_table_is_written_as_it_is_read() {
    let shipped = parse_calendar(include_str!("../../../seeds/calendar/workdays.csv")).unwrap();
    assert_eq!(parse_calendar(&write_calendar(&shipped)).unwrap(), shipped);
    let mut odd = shipped.days[0].clone();
    (odd.name, odd.source) = ("春节,\n调休".to_owned(), String::new());
    let strange = CalendarDay { region: "桂林".to_owned(), ..odd.clone() };
    let read = parse_calendar(&write_calendar(&vec![odd, strange].into())).unwrap();
    assert_eq!(read.days.iter().map(|day| day.name.as_str()).collect::<Vec<_>>(), ["春节， 调休"]);
}

#[test]
fn what_is_stored_may_have_words_of_another_version_and_what_is_typed_may_not() {
    let table = "date,region,kind,name\n2024-01-01,CN,off,元旦\n2024-01-02,CN,half,半天\n";
    assert_eq!(parse_calendar(table).unwrap_err().fault, CalendarFault::Kind("half".into()));
    let stored = stored_calendar(table).unwrap();
    assert!(!stored.days[1].kind.is_known() && WorkCalendar::new("CN-GX", stored).is_workday(day("2024-01-02")));
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
    assert_eq!(fault("2024-13-01,CN,off,元旦"), "第 4 行：“2024-13-01”不是日期，应写作 2024-06-10");
    assert_eq!(fault("2024-06-10,GX,off,端午"), "第 4 行：“GX”不是地区代码，应写作 CN（全国）或 CN-GX");
    assert_eq!(fault("2024-06-10,CN-,off,端午"), "第 4 行：“CN-”不是地区代码，应写作 CN（全国）或 CN-GX");
    assert_eq!(
        fault("2024-06-10,CN,free,端午"),
        "第 4 行：“free”不是 off（放假）、work（调休上班）或 known_until（已公布至此日）"
    );
    assert_eq!(fault("2024-06-10,CN,off"), "第 4 行：应有 4 列，实有 3 列");
    assert_eq!(fault("2024-01-01,CN,work,元旦"), "第 4 行：2024-01-01 在前面已有一行（同一地区）");
    let wide = parse_calendar("date,region,kind,name,source\n2024-01-01,CN,off,元旦\n").unwrap_err().to_string();
    assert_eq!(wide, "第 2 行：应有 5 列，实有 4 列");
    assert_eq!(parse_calendar("date,region,kind,name,\n").unwrap_err().line, 1);
    assert_eq!(parse_calendar("").unwrap_err().line, 1);
    assert_eq!(parse_calendar("日期,地区\n").unwrap_err().fault, CalendarFault::Heading("日期,地区".into()));
}

#[test]
fn what_excel_saves_is_read_too() {
    let days = parse_calendar("\u{feff}date,region,kind,name\r\n2024-06-10,CN,off,端午\r\n").unwrap();
    assert_eq!(days.days[0].date, day("2024-06-10"));
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
