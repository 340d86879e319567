//! The rules: the files that the settings name, the ladder and the region's units; and the versions that the database has.

use chrono::{Datelike, NaiveDate};

use super::finding::Finding;
use super::subject::Subject;
use crate::actions::{Damaged, InUse, Rulebook, Rules};
use crate::app;
use crate::config::read_rules;
use crate::db::notice::{calendar, rules};
use crate::db::{DbConnection, DbError};
use crate::domain::calendar::{CalendarDay, stored_calendar};
use crate::domain::obligation::ladder::Ladder;
use crate::domain::rules::RuleKind;
use crate::domain::unit::UnitClass;
use crate::strings::Strings;
use crate::views::{damaged_words, gap_words};

const LADDER: &str = "督办规则";
const UNITS: &str = "单位名录";
const CALENDAR: &str = "工作日历";
const VERSIONS: &str = "规则版本";

/// In the last month of a year the next one's days off should be known.
const LAST_MONTH: u32 = 12;

/// The rules of reminding and escalating.
pub(super) fn ladder(subject: &Subject) -> Vec<Finding> {
    let place = named(&subject.settings.plan.ladder_file);
    vec![match read_rules::<Ladder>(&subject.settings.plan) {
        Ok(ladder) => {
            let rungs = ladder.after(UnitClass::City).rungs.len();
            Finding::ok(LADDER, format!("{place}，逾期后 {rungs} 级"))
        }
        Err(error) => {
            Finding::fail(LADDER, format!("{error}。请改这个文件，或 {}", subject.setting("plan.ladder_file")))
        }
    }]
}

/// The region's units, as plans name them.
pub(super) fn units(subject: &Subject) -> Vec<Finding> {
    let place = named(&subject.settings.plan.units_file);
    vec![match app::registry(&subject.settings.plan) {
        Ok(_) => Finding::ok(UNITS, place),
        Err(error) => {
            let reasons: Vec<String> = error.chain().map(ToString::to_string).collect();
            let setting = subject.setting("plan.units_file");
            Finding::fail(UNITS, format!("{}。请改这个文件，或 {setting}", reasons.join("：")))
        }
    }]
}

/// A file by its name, or what is built in.
fn named(file: &str) -> String {
    match file.trim() {
        "" => "程序内置".to_owned(),
        file => file.to_owned(),
    }
}

/// Whether the days off of this year are known, and in December those of the next; and which versions of the rules are in use.
pub(super) fn versions(subject: &Subject) -> Vec<Finding> {
    let (Some(db), Ok(book)) = (&subject.db, Rulebook::new(&subject.settings.plan)) else { return Vec::new() };
    let read = db.read(|c| {
        let rules = book.read(c)?;
        Ok::<_, DbError>((days_apart(c, &rules)?, rules))
    });
    let (days_apart, rules) = match read {
        Ok(read) => read,
        Err(error) => return vec![Finding::fail(VERSIONS, error.to_string())],
    };
    let t = Strings::of(subject.settings.language);
    let mut findings = vec![known_days(subject, t, &rules), in_use(t, &rules)];
    let damaged = |damaged: &Damaged| Finding::fail(VERSIONS, damaged_words(t, damaged));
    findings.extend(rules.damaged.iter().map(damaged));
    findings.extend(files_apart(subject, &book, &rules));
    if days_apart > 0 {
        let said = format!(
            "表 calendar_days 有 {days_apart} 天与现行工作日历不同：该表只供旧版本程序读取，改动不起作用，请用 duban rules import calendar"
        );
        findings.push(Finding::warn(VERSIONS, said));
    }
    findings
}

fn known_days(subject: &Subject, t: &Strings, rules: &Rules) -> Finding {
    let (calendar, today) = (rules.calendar(), subject.clock.today());
    let year = if today.month() == LAST_MONTH { today.year() + 1 } else { today.year() };
    let end = NaiveDate::from_ymd_opt(year, LAST_MONTH, 31).unwrap_or(today);
    let until = |day: Option<NaiveDate>| day.map_or("（无）".to_owned(), |day| day.to_string());
    let (nation, region) = (until(calendar.known_until()), until(calendar.region_known_until()));
    match calendar.first_unannounced(today, end) {
        Some(gap) => {
            let said = format!("{}现有至 {nation}，地方假期至 {region}", gap_words(t, &gap));
            Finding::warn(CALENDAR, said + "：请用 duban rules import calendar 装入")
        }
        None => {
            let own = &subject.settings.plan.region;
            Finding::ok(CALENDAR, format!("全国安排至 {nation}；地区 {own} 的地方假期至 {region}"))
        }
    }
}

/// `工作日历第 2 版（导入）、督办规则第 1 版（程序自带）；修订号 5`.
fn in_use(t: &Strings, rules: &Rules) -> Finding {
    let one = |used: &InUse| {
        let (rule, origin) = (t.word("rule_kind", used.kind.as_str()), t.word("rule_origin", used.origin.as_str()));
        match used.version {
            0 => format!("{rule}尚无版本"),
            version => format!("{rule}第 {version} 版（{origin}）"),
        }
    };
    let all: Vec<String> = rules.in_use.iter().map(one).collect();
    Finding::ok(VERSIONS, format!("{}；修订号 {}", all.join("、"), rules.rev))
}

/// What files say where somebody has edited the rule: it does not count.
fn files_apart(subject: &Subject, book: &Rulebook, rules: &Rules) -> Vec<Finding> {
    let is_edited = |kind: RuleKind| {
        rules.in_use.iter().any(|used| used.kind == kind && used.version > 0 && !used.origin.follows_files())
    };
    let mut said = Vec::new();
    let (plan, policy) = (&subject.settings.plan, rules.lighting.policy);
    let is_same = (plan.yellow_workdays, plan.behind_points) == (policy.yellow_workdays, policy.behind_points);
    if is_edited(RuleKind::Lamp) && !is_same {
        let setting = subject.setting("plan.yellow_workdays、plan.behind_points");
        said.push(format!("{setting} 与导入的亮灯规则不同，以导入的为准；改用配置请运行 duban rules follow lamp"));
    }
    if is_edited(RuleKind::Ladder) && !plan.ladder_file.trim().is_empty() {
        let setting = subject.setting("plan.ladder_file");
        said.push(format!("{setting} 不起作用，以导入的督办规则为准；改用配置请运行 duban rules follow ladder"));
    }
    let apart = book.shipped_apart(rules);
    if let Some(first) = apart.first().filter(|_| is_edited(RuleKind::Calendar)) {
        let n = apart.len();
        said.push(format!(
            "程序自带的日历有 {n} 天（自 {first}）与现行工作日历不同：请核对；改用自带的请运行 duban rules follow calendar"
        ));
    }
    said.into_iter().map(|said| Finding::warn(VERSIONS, said)).collect()
}

/// How many of the days that older programs read are not those of the calendar in use.
fn days_apart(c: &mut DbConnection, rules: &Rules) -> Result<usize, DbError> {
    let used = rules.in_use.iter().find(|used| used.kind == RuleKind::Calendar).map_or(0, |used| used.version);
    let Some(row) = rules::newest(c, RuleKind::Calendar, used.checked_add(1))?.filter(|row| row.version == used) else {
        return Ok(0);
    };
    let announced = stored_calendar(&row.content).unwrap_or_default().days;
    let kept: Vec<CalendarDay> = calendar::all(c)?.into_iter().map(Into::into).collect();
    let is_in = |day: &CalendarDay, days: &[CalendarDay]| {
        days.iter().any(|one| (one.date, &one.region, one.kind) == (day.date, &day.region, day.kind))
    };
    let missing = announced.iter().filter(|day| day.kind.is_known() && !is_in(day, &kept)).count();
    Ok(missing + kept.iter().filter(|day| !is_in(day, &announced)).count())
}
