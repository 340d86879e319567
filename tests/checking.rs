//! `duban check`: each setting that a start depends on is tried, in one line a matter, and nothing is changed.

use std::fs;
use std::net::TcpListener;
use std::process::Output;

use crate::support::command::{duban, duban_at, plan_file, succeed};
use crate::support::database::TestDatabase;
use crate::support::smtp::{Fault, SmtpServer};

/// A database with the plan, at a free address, with a mail server.
struct House {
    database: TestDatabase,
    server: SmtpServer,
    listen: String,
}

impl House {
    fn new() -> Self {
        let database = TestDatabase::new();
        succeed(duban(&database).arg("migrate"));
        succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-03-01"]).arg(plan_file()));
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address");
        Self { database, server: SmtpServer::start(), listen: free.to_string() }
    }

    /// What the check says with these settings.
    fn check(&self, settings: &[(&str, &str)], words: &[&str]) -> Checked {
        self.check_at("2024-05-06 09:00", settings, words)
    }

    fn check_at(&self, now: &str, settings: &[(&str, &str)], words: &[&str]) -> Checked {
        let mut command = duban_at(now, &self.database);
        command.arg("check").args(words).env("DUBAN__SERVER__LISTEN", &self.listen);
        command.env("DUBAN__MAIL__PORT", self.server.port().to_string());
        let before = self.database.row_counts();
        let output = command.envs(settings.iter().copied()).output().expect("the binary starts");
        assert_eq!(self.database.row_counts(), before, "the check has written");
        Checked::of(&output)
    }
}

/// The lines of a check.
struct Checked {
    lines: Vec<String>,
    code: Option<i32>,
    refusal: String,
}

impl Checked {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let lines = text(&output.stdout).lines().map(str::to_owned).collect();
        Self { lines, code: output.status.code(), refusal: text(&output.stderr) }
    }

    /// The line that says this of that matter.
    fn line(&self, verdict: &str, matter: &str) -> &str {
        let begins = format!("{verdict:<4} {matter}：");
        let found = self.lines.iter().find(|line| line.starts_with(&begins));
        found.unwrap_or_else(|| panic!("no line {begins:?} in {:#?}", self.lines))
    }

    /// That there is a failure: its line names these, and the exit code says it.
    fn fails(&self, matter: &str, parts: &[&str]) {
        let line = self.line("FAIL", matter);
        for part in parts {
            assert!(line.contains(part), "no {part} in {line}");
        }
        assert_eq!(self.code, Some(1), "{line}");
        assert!(self.refusal.starts_with("duban: ") && self.refusal.lines().count() == 1, "{}", self.refusal);
    }
}

#[test]
fn a_house_in_order_is_said_to_be_matter_by_matter() {
    let house = House::new();
    let public = [
        ("DUBAN__SERVER__PUBLIC_URL", "https://duban.example.gov.cn"),
        ("DUBAN__SERVER__SECURE_COOKIES", "true"),
        ("DUBAN__SERVER__TRUSTED_PROXIES", "127.0.0.1"),
        ("DUBAN__MAIL__FROM", "duban@example.gov.cn"),
    ];
    let checked = house.check(&public, &[]);
    for matter in [
        "配置",
        "数据库",
        "磁盘",
        "会话密钥",
        "时钟",
        "工作日历",
        "调度单位",
        "规则版本",
        "督办规则",
        "单位名录",
        "监听地址",
        "访问地址",
        "邮件服务器",
    ] {
        checked.line("ok", matter);
    }
    assert!(checked.line("ok", "工作日历").contains("CN-GX 的地方假期至 2026-12-31"), "{:?}", checked.lines);
    assert_eq!((checked.code, checked.refusal.as_str()), (Some(0), ""), "{:?}", checked.lines);
    assert!(
        !checked.lines.iter().any(|line| line.starts_with("FAIL") || line.starts_with("warn")),
        "{:?}",
        checked.lines
    );
    assert_eq!(house.server.taken().len(), 0, "a mail left that nobody asked for");
}

#[test]
fn a_test_mail_leaves_and_the_servers_answer_is_printed() {
    let house = House::new();
    let checked = house.check(&[], &["--mail", "wei@test.example"]);
    assert!(
        checked.line("ok", "测试邮件").contains("wei@test.example") && checked.line("ok", "测试邮件").contains("250")
    );
    let taken = house.server.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].to.contains("wei@test.example"), "{}", taken[0].to);
    house.server.fail_for("mo@test.example", Fault::NoSuchReader);
    house.check(&[], &["--mail", "mo@test.example"]).fails("测试邮件", &["mo@test.example", "5"]);
    house.check(&[], &["--mail", "no address"]).fails("测试邮件", &["no address"]);
    assert_eq!(house.server.taken().len(), 1);
}

#[test]
fn a_mail_server_that_is_not_there_fails_with_its_settings() {
    let house = House::new();
    let gone = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port();
    let checked = house.check(&[("DUBAN__MAIL__PORT", &gone.to_string())], &[]);
    checked.fails("邮件服务器", &["mail.host", "mail.port", "config/duban.toml", &gone.to_string()]);
    let checked = house.check(&[("DUBAN__MAIL__TRANSPORT", "capture")], &[]);
    assert!(checked.line("ok", "邮件服务器").contains("mail.transport"), "{:?}", checked.lines);
    assert!(checked.line("warn", "访问地址").contains("public_url"), "{:?}", checked.lines);
}

#[test]
fn a_clock_behind_what_was_recorded_fails() {
    let house = House::new();
    // The import has a row in the trail of 1 March, 9:00.
    house.check_at("2024-03-01 08:50", &[], &[]).fails("时钟", &["2024-03-01 08:50", "校准"]);
    house.check_at("2024-03-01 08:57", &[], &[]).line("ok", "时钟");
}

#[test]
fn a_year_whose_days_off_are_not_known_is_said() {
    let house = House::new();
    let checked = house.check_at("2031-05-06 09:00", &[], &[]);
    assert!(checked.line("warn", "工作日历").contains("2031年的放假安排尚未公布"), "{:?}", checked.lines);
    house.check_at("2024-12-02 09:00", &[], &[]).line("ok", "工作日历");
}

#[test]
fn an_address_that_somebody_else_has_fails() {
    let house = House::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let answers = std::thread::spawn(move || drop(taken.accept()));
    house.check(&[("DUBAN__SERVER__LISTEN", &address)], &[]).fails("监听地址", &[&address, "server.listen"]);
    answers.join().expect("an end");
}

#[test]
fn files_that_the_settings_name_are_read() {
    let house = House::new();
    let folder = house.database.folder.path();
    fs::write(folder.join("units.toml"), "[region]\nname = 1\n").expect("a file");
    fs::write(folder.join("rules.toml"), "[before]\n").expect("a file");
    let units = folder.join("units.toml").display().to_string();
    house.check(&[("DUBAN__PLAN__UNITS_FILE", &units)], &[]).fails("单位名录", &["units.toml", "plan.units_file"]);
    let rules = folder.join("rules.toml").display().to_string();
    house.check(&[("DUBAN__PLAN__LADDER_FILE", &rules)], &[]).fails("督办规则", &["rules.toml", "plan.ladder_file"]);
    house.check(&[("DUBAN__AUTH__SECRET", "short")], &[]).fails("会话密钥", &["auth.secret"]);
    let office = [("DUBAN__PLAN__COORDINATING_UNIT", "某某厅")];
    assert!(house.check(&office, &[]).line("warn", "调度单位").contains("某某厅"));
}

#[test]
fn a_place_that_cannot_be_written_fails() {
    let house = House::new();
    fs::write(house.database.folder.path().join("a-file"), "").expect("a file");
    let backups = house.database.folder.path().join("a-file").display().to_string();
    house.check(&[], &["--backups", &backups]).fails("磁盘", &["--backups"]);
}

#[test]
fn settings_that_cannot_be_used_end_the_check_with_their_name() {
    let house = House::new();
    for (setting, value, named) in [
        ("DUBAN__PLAN__CUTOFF_DAY", "0", "plan.cutoff_day"),
        ("DUBAN__PLAN__CUTOFF_DAY", "32", "plan.cutoff_day"),
        ("DUBAN__PLAN__REGION", "CN-XX", "plan.region"),
    ] {
        let checked = house.check(&[(setting, value)], &[]);
        checked.fails("配置", &[named, value]);
        assert_eq!(checked.lines.len(), 1, "{:?}", checked.lines);
    }
}

#[test]
fn before_the_first_start_it_is_said_what_will_be_made_and_nothing_is() {
    let database = TestDatabase::embedded();
    let output =
        duban(&database).arg("check").env("DUBAN__MAIL__TRANSPORT", "capture").env("DUBAN__DEMO", "true").output();
    let checked = Checked::of(&output.expect("the binary starts"));
    assert!(checked.line("warn", "数据库").contains("尚未建立"), "{:?}", checked.lines);
    assert!(checked.line("ok", "会话密钥").contains("第一次启动时生成"), "{:?}", checked.lines);
    assert_eq!(fs::read_dir(database.folder.path()).expect("a folder").count(), 0, "something was made");
}

#[test]
fn settings_that_are_likely_a_mistake_are_named_and_those_that_cannot_be_used_refused() {
    let house = House::new();
    let public = ("DUBAN__SERVER__PUBLIC_URL", "https://duban.example.gov.cn");
    let all = ("DUBAN__SERVER__TRUSTED_PROXIES", "0.0.0.0/0");
    let checked = house.check(&[public, all], &[]);
    let text = checked.lines.join("\n");
    assert!(text.contains("把所有地址都当作代理") && text.contains("发件地址是本机"), "{text}");
    let path = ("DUBAN__SERVER__PUBLIC_URL", "https://example.gov.cn/duban");
    house.check(&[path], &[]).fails("配置", &["server.public_url", "不能带路径"]);
    house.check(&[("DUBAN__MAIL__PASSWORD", "secret")], &[]).fails("配置", &["mail.username"]);
}

#[test]
fn coordinators_of_a_unit_that_coordinates_no_more_are_counted() {
    let house = House::new();
    let add = ["people", "add", "--name", "覃某", "--email", "qin@test.example", "--role", "coordinator"];
    succeed(duban(&house.database).args(add).args(["--unit", "自治区生态环境厅"]));
    house.check(&[], &[]).line("ok", "调度单位");
    let checked = house.check(&[("DUBAN__PLAN__COORDINATING_UNIT", "自治区发展改革委")], &[]);
    let line = checked.line("warn", "调度单位");
    assert!(line.contains("另有 1 位调度人员在别的单位") && line.contains("plan.coordinating_unit"), "{line}");
}
