//! The replay says what the ticks of the year then do.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use duban::domain::replay::Replay;
use duban::views::replay_plan;

use crate::support::command::{duban, plan_file, refusal, succeed};
use crate::support::database::{TestDatabase, lines};
use crate::support::office::Office;

fn replayed(office: &Office, from: &str, to: &str) -> Replay {
    let days: (NaiveDate, NaiveDate) = (from.parse().expect("a date"), to.parse().expect("a date"));
    office.db().read(|c| replay_plan(&office.ctx, c, None, days)).expect("a replay").1
}

/// `date kind unit role`, then each item as `unit due rung deliverable`, in any order.
fn of_replay(replay: &Replay, date: NaiveDate) -> BTreeSet<String> {
    let todays = replay.mails.iter().filter(|mail| mail.date == date);
    let line = |mail: &duban::domain::replay::ReplayMail| {
        let head = format!("{} {} {} {}", mail.date, mail.kind, mail.to.unit, mail.to.role);
        let item = |item: &duban::domain::replay::ReplayItem| {
            format!("{} {} {} {}", item.unit, item.due, item.rung, item.deliverable)
        };
        let mut items: Vec<_> = mail.items.iter().map(item).collect();
        items.sort();
        format!("{head}: {}", items.join("; "))
    };
    todays.map(line).collect()
}

/// The same of the mails that the ticks wrote. A month's notice stands for everything the unit reports on.
fn of_ticks(office: &Office, date: NaiveDate) -> BTreeSet<String> {
    let mails = lines(
        office.db(),
        &format!(
            "SELECT m.id || '|' || m.local_date || ' ' || m.kind || ' ' || u.name || ' ' || m.role AS line \
             FROM mails AS m JOIN units AS u ON u.id = m.unit_id WHERE m.local_date = '{date}'"
        ),
    );
    let items = lines(
        office.db(),
        &format!(
            "SELECT n.mail_id || '|' || u.name || ' ' || CASE WHEN n.obligation_id IS NULL THEN 'cut-off' \
             ELSE CAST(o.due AS TEXT) END || ' ' || n.rung || ' ' || o.deliverable AS line FROM notices AS n \
             JOIN obligations AS o ON o.id = n.obligation_id OR (n.subject = 'month' AND o.kind = 'standing' \
             AND o.unit_id = n.unit_id) JOIN units AS u ON u.id = o.unit_id WHERE n.fired_on = '{date}'"
        ),
    );
    let of = |mail: &str| {
        let own = items.iter().filter_map(|line| line.split_once('|')).filter(|(id, _)| *id == mail);
        let mut own: Vec<_> = own.map(|(_, item)| item.to_owned()).collect();
        own.sort();
        own.join("; ")
    };
    let split = mails.iter().filter_map(|line| line.split_once('|'));
    split.map(|(id, head)| format!("{head}: {}", of(id))).collect()
}

/// The due date of a month's items is the cut-off, which no table has.
fn without_cut_offs(lines: BTreeSet<String>) -> BTreeSet<String> {
    let without = |item: &str| match item.split(' ').collect::<Vec<_>>()[..] {
        [unit, _, rung @ ("monthly" | "missed"), ref rest @ ..] => format!("{unit} cut-off {rung} {}", rest.join(" ")),
        _ => item.to_owned(),
    };
    let line = |line: &String| {
        let (head, items) = line.split_once(": ").expect("a mail");
        let mut items: Vec<_> = items.split("; ").map(without).collect();
        items.sort();
        format!("{head}: {}", items.join("; "))
    };
    lines.iter().map(line).collect()
}

#[test]
fn replay_and_ticks_say_the_same_on_every_day_of_the_year() {
    let office = Office::full("2024-01-01");
    let replay = replayed(&office, "2024-01-01", "2024-12-31");
    let first: NaiveDate = replay.from;
    let mut mails = 0;
    for date in first.iter_days().take_while(|date| *date <= replay.to) {
        office.live(&date.to_string(), &date.to_string());
        let (expected, ticked) =
            (without_cut_offs(of_replay(&replay, date)), without_cut_offs(of_ticks(&office, date)));
        assert_eq!(ticked, expected, "{date}");
        mails += ticked.len();
    }
    assert_eq!((mails, office.count("mails")), (replay.count, replay.count));
    assert!(mails > 900, "the year has lost its way: {mails}");
    assert_eq!(office.count("proposals"), replay.proposals.len());
}

#[test]
fn a_draft_is_replayed_as_the_plan_it_will_be_and_nothing_is_written() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).arg("import").arg(plan_file()));
    let before = database.row_counts();
    let year = ["replay", "--from", "2024-01-01", "--to", "2024-12-31", "--format", "json"];
    let draft = succeed(duban(&database).args(year));
    assert_eq!(database.row_counts(), before, "a replay changes nothing");
    let json: serde_json::Value = serde_json::from_str(&draft).expect("JSON");
    let mails = json["mails"].as_array().expect("mails");
    assert_eq!(json["count"], mails.len());
    let on = |date: &str| mails.iter().filter(|mail| mail["date"] == date && mail["kind"] == "reminder").count();
    assert_eq!(["2024-06-14", "2024-06-21", "2024-06-27"].map(on), [14, 14, 14]);
    let guilin = mails.iter().find(|mail| mail["date"] == "2024-06-14" && mail["to"]["unit"] == "桂林市人民政府");
    let item = &guilin.expect("a mail")["items"][0];
    assert_eq!(
        (&item["unit"], &item["due"], &item["rung"]),
        (&"桂林市人民政府".into(), &"2024-06-30".into(), &"-10".into())
    );
    let active = TestDatabase::new();
    succeed(duban(&active).arg("migrate"));
    succeed(duban(&active).args(["import", "--yes", "--as-of", "2024-02-01"]).arg(plan_file()));
    assert_eq!(succeed(duban(&active).args(year)), draft);
}

#[test]
fn a_replay_is_readable_and_refuses_in_one_line() {
    let database = TestDatabase::new();
    let replay = |from: &str, to: &str| {
        let mut command = duban(&database);
        command.args(["replay", "--from", from, "--to", to]);
        command
    };
    if !database.is_postgres() {
        assert!(refusal(&mut replay("2024-01-01", "2024-12-31")).contains("无法打开数据库"));
        assert!(!database.folder.path().join("duban.db").exists(), "nothing is made");
    }
    succeed(duban(&database).arg("migrate"));
    assert!(refusal(&mut replay("2024-01-01", "2024-12-31")).contains("还没有可以试运行的计划"));
    succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-02-01"]).arg(plan_file()));
    assert!(refusal(&mut replay("2024-06-02", "2024-06-01")).contains("早于"));
    assert!(refusal(&mut replay("2024-06-02", "2034-06-01")).contains("提醒试运行最多"));
    assert!(refusal(replay("2024-06-02", "2024-06-03").args(["--plan", "99"])).contains("duban: "));
    let text = succeed(&mut replay("2024-06-03", "2024-06-14"));
    assert!(text.contains("2024-06-14（周五） 到期提醒 → 桂林市人民政府 联络员"), "{text}");
    assert!(text.contains("到期前 10 个工作日") && text.contains("逾期提醒"), "{text}");
}

#[test]
fn tick_says_what_it_queued_and_a_dry_run_what_it_would() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-03-01"]).arg(plan_file()));
    let tick = |extra: &[&str]| succeed(duban(&database).args(["tick", "--as-of", "2024-06-14"]).args(extra));
    let before = database.row_counts();
    let would = tick(&["--dry-run"]);
    assert!(would.contains("试运行，未写入") && would.contains("电话提醒 桂林市人民政府 联络员"), "{would}");
    assert_eq!(database.row_counts(), before);
    assert!(tick(&[]).contains("电话提醒 桂林市人民政府 联络员"));
    assert!(tick(&[]).contains("新增通知 0"), "a second time there is nothing new");
}

#[test]
fn rules_of_ones_own_are_used_and_broken_ones_are_refused_with_file_and_key() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).arg("import").arg(plan_file()));
    let file = database.folder.path().join("rules.toml");
    let replay = || {
        let mut command = duban(&database);
        command.args(["replay", "--from", "2024-06-01", "--to", "2024-06-30"]).env("DUBAN__PLAN__LADDER_FILE", &file);
        command
    };
    let shipped = duban::config::RULES;
    std::fs::write(&file, shipped.replacen("[10, 5, 1]", "[7, 1]", 1)).expect("a file");
    let text = succeed(&mut replay());
    assert!(text.contains("到期前 7 个工作日") && !text.contains("到期前 10 个工作日"), "{text}");
    std::fs::write(&file, shipped.replacen("remind_workdays", "remind_days", 1)).expect("a file");
    let line = refusal(&mut replay());
    assert!(line.contains("rules.toml") && line.contains("remind_days"), "{line}");
    std::fs::write(&file, shipped.replacen("[10, 5, 1]", "[5, 10, 1]", 1)).expect("a file");
    assert!(refusal(&mut replay()).contains("before.workdays"));
    std::fs::remove_file(&file).expect("a file");
    assert!(refusal(&mut replay()).contains("rules.toml"));
}
