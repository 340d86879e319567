//! What stands in the database and a start depends on: the office, the time of the last record, what is reckoned of the rows.

use chrono::{NaiveDateTime, TimeDelta};

use super::finding::Finding;
use super::subject::Subject;
use crate::actions::{self, ActionError, Context};
use crate::cli::output::refusal;
use crate::clock::to_local;
use crate::db::people::{posts, units};
use crate::db::{DbError, audit};

const CLOCK: &str = "时钟";
const OFFICE: &str = "调度单位";

/// So far two clocks may be apart.
const MINUTES_APART: i64 = 5;

/// So many keys are named.
const SHOWN: usize = 10;

/// The clock of this machine against that of the database's server, and against what was recorded last.
pub(super) fn clock(subject: &Subject) -> Vec<Finding> {
    let now = subject.clock.now();
    let shown = |utc: NaiveDateTime| to_local(utc).format("%Y-%m-%d %H:%M:%S").to_string();
    let Some(db) = &subject.db else {
        return vec![Finding::ok(CLOCK, format!("{}（北京时间）；数据库尚未就绪，未比较", shown(now)))];
    };
    let read = db.read(audit::last_at).and_then(|last| Ok((last, db.server_time()?)));
    let (last, server) = match read {
        Ok(read) => read,
        Err(error) => return vec![Finding::warn(CLOCK, format!("{}；无法与数据库比较：{error}", shown(now)))],
    };
    if let Some(last) = last.filter(|last| is_behind(now, *last)) {
        let said = format!(
            "本机时间 {} 早于数据库中最新的记录 {}：新的记录会排在旧的之前，期限也会算错。请校准本机时间（启用时间同步）",
            shown(now),
            shown(last)
        );
        return vec![Finding::fail(CLOCK, said)];
    }
    match server.filter(|server| !subject.is_clock_set && are_apart(now, *server)) {
        Some(server) => {
            let said = format!("本机时间 {} 与数据库服务器的 {} 相差太多：请校准两台的时间", shown(now), shown(server));
            vec![Finding::fail(CLOCK, said)]
        }
        None => vec![Finding::ok(CLOCK, format!("{}（北京时间），不早于数据库中最新的记录", shown(now)))],
    }
}

/// What is stored of the lamps against what the rules say, row by row.
pub(super) fn lamps(ctx: &Context, mends: bool) -> Vec<Finding> {
    let words = Compared {
        name: "亮灯",
        unknown: "无法重算",
        right: "存放的亮灯日期与规则一致",
        wrong: "条与规则不一致",
        key: "编号",
    };
    compared(ctx, &words, actions::compare_lamps(ctx, mends), mends)
}

/// What obligations are searched by against what they say, row by row.
pub(super) fn texts(ctx: &Context, mends: bool) -> Vec<Finding> {
    let words = Compared {
        name: "检索",
        unknown: "无法核对",
        right: "每个事项都能按其文字检索到",
        wrong: "条的检索文字不对",
        key: "编号",
    };
    compared(ctx, &words, actions::compare_texts(ctx, mends), mends)
}

/// What was filed against the rounds of its months.
pub(super) fn rounds(ctx: &Context, mends: bool) -> Vec<Finding> {
    let words = Compared {
        name: "调度期次",
        unknown: "无法核对",
        right: "报送的进展均计入本计划的期次",
        wrong: "份计划有进展未计入本计划的期次",
        key: "计划",
    };
    compared(ctx, &words, actions::compare_rounds(ctx, mends), mends)
}

/// When the clock next looks at what is tracked against the rules.
pub(super) fn agenda(ctx: &Context, mends: bool) -> Vec<Finding> {
    let words = Compared {
        name: "督办日程",
        unknown: "无法重算",
        right: "到期的事项都会按时检查",
        wrong: "处会晚于规则检查",
        key: "事项、计划/单位",
    };
    compared(ctx, &words, actions::compare_agenda(ctx, mends), mends)
}

/// Whether the files that plans were read from are as they were handed in: nothing can mend them, but whoever has them.
pub(super) fn files(ctx: &Context) -> Vec<Finding> {
    const NAME: &str = "原文件";
    vec![match actions::damaged_files(ctx) {
        Ok(damaged) if damaged.is_empty() => Finding::ok(NAME, "存放的原文件均完好".to_owned()),
        Ok(damaged) => {
            let first = damaged.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("、");
            let said = format!("{} 个原文件的内容与其校验值不符（SHA-256 {first}）：请从备份中恢复", damaged.len());
            Finding::fail(NAME, said)
        }
        Err(error) => Finding::fail(NAME, format!("无法核对：{}", refusal(ctx.settings.language, &error))),
    }]
}

/// What is said of rows that were compared with what they should be.
struct Compared {
    name: &'static str,
    unknown: &'static str,
    right: &'static str,
    wrong: &'static str,
    key: &'static str,
}

/// Says which rows are not as they should be, the first by key, and what to do; or that they were mended.
fn compared(
    ctx: &Context,
    Compared { name, unknown, right, wrong, key }: &Compared,
    found: Result<Vec<impl ToString>, ActionError>,
    mends: bool,
) -> Vec<Finding> {
    let ids = match found {
        Ok(ids) if ids.is_empty() => return vec![Finding::ok(name, (*right).to_owned())],
        Ok(ids) => ids,
        Err(error) => {
            return vec![Finding::fail(name, format!("{unknown}：{}", refusal(ctx.settings.language, &error)))];
        }
    };
    let first = ids.iter().take(SHOWN).map(ToString::to_string).collect::<Vec<_>>().join("、");
    let n = ids.len();
    vec![match mends {
        true => Finding::ok(name, format!("{n} {wrong}，已改正（{key} {first}）")),
        false => Finding::fail(name, format!("{n} {wrong}（{key} {first}）：用 duban check --mend 改正")),
    }]
}

/// Whether a time is before what was recorded, by more than clocks may differ.
fn is_behind(now: NaiveDateTime, recorded: NaiveDateTime) -> bool {
    recorded - now > TimeDelta::minutes(MINUTES_APART)
}

/// Whether two clocks differ by more than they may.
fn are_apart(one: NaiveDateTime, other: NaiveDateTime) -> bool {
    (one - other).abs() > TimeDelta::minutes(MINUTES_APART)
}

/// Whether the unit that coordinates is there, once there are units.
pub(super) fn office(subject: &Subject) -> Vec<Finding> {
    let Some(db) = &subject.db else { return Vec::new() };
    let name = &subject.settings.plan.coordinating_unit;
    let today = subject.clock.today();
    let known = db.read(|c| {
        let office = units::by_name(c, name)?;
        let idle = office.as_ref().map(|office| posts::coordinators_beside(c, today, office.id)).transpose()?;
        Ok::<_, DbError>((office, idle.unwrap_or_default(), units::is_empty(c)?))
    });
    match known {
        Err(error) => vec![Finding::fail(OFFICE, error.to_string())],
        Ok((Some(unit), idle @ 1.., _)) => vec![Finding::warn(
            OFFICE,
            format!(
                "{}；另有 {idle} 位调度人员在别的单位，不能调度：请在“人员”中把他们的岗位改到{}，或核对 {}",
                unit.name,
                unit.name,
                subject.setting("plan.coordinating_unit")
            ),
        )],
        Ok((Some(unit), ..)) if unit.coordinating => vec![Finding::ok(OFFICE, unit.name)],
        Ok((Some(unit), ..)) => vec![Finding::ok(OFFICE, format!("{}，启动时改为由它调度", unit.name))],
        Ok((None, _, true)) => vec![Finding::ok(OFFICE, format!("{name}，导入第一份计划时建立"))],
        Ok((None, _, false)) => {
            let setting = subject.setting("plan.coordinating_unit");
            vec![Finding::warn(OFFICE, format!("单位名录中没有负责调度的“{name}”：请核对 {setting}"))]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_may_differ_by_some_minutes_and_no_more() {
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let now = at("2024-06-24T01:00:00");
        assert!(!is_behind(now, at("2024-06-24T01:05:00")) && is_behind(now, at("2024-06-24T01:05:01")));
        assert!(!is_behind(now, at("2023-01-01T00:00:00")), "what was recorded long ago is no trouble");
        assert!(!are_apart(now, at("2024-06-24T00:55:00")));
        assert!(are_apart(now, at("2024-06-24T00:54:59")) && are_apart(now, at("2024-06-24T01:06:00")));
    }
}
