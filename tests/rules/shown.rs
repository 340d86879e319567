//! Who looks sees which rules are in use: the command line, a process that serves, and the pages and mails whose dates are a guess.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use duban::actions::{self, Actor, set_rules};
use duban::delivery::deliver;
use duban::domain::person::Role;
use duban::domain::rules::RuleKind;
use duban::mail::Transport;

use super::{SHIPPED, lamp, wish};
use crate::support::app::{TestApp, begun_with};
use crate::support::command::{duban, refusal, succeed, terminate};
use crate::support::database::{TestDatabase, execute, lines, number};
use crate::support::office::OFFICE;

/// The command that makes the calendar of a file the one in use.
fn importing(database: &TestDatabase, file: &Path, more: &[&str]) -> Command {
    let mut command = duban(database);
    command.args(["rules", "import", "calendar"]).arg(file).args(more);
    command
}

#[test]
fn the_command_line_shows_checks_and_changes_the_rules() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let file = database.folder.path().join("days.csv");
    let shown = succeed(duban(&database).args(["rules", "show", "calendar"]));
    assert_eq!(shown, SHIPPED);
    fs::write(
        &file,
        shown.replace("2026-12-31,CN-GX,known_until", "2027-06-30,CN-GX,known_until")
            + "2027-04-09,CN-GX,half,三月三,\n",
    )
    .expect("a file");
    let import = |more: &[&str]| importing(&database, &file, more);
    let lines_of_file = SHIPPED.lines().count() + 1;
    let refused = refusal(&mut import(&[]));
    assert!(refused.contains(&format!("不能启用：第 {lines_of_file} 行：“half”不是 off（放假）")), "{refused}");
    fs::write(&file, fs::read_to_string(&file).expect("it").replace(",half,", ",off,")).expect("a file");
    let tried = succeed(&mut import(&["--dry-run"]));
    assert!(tried.contains("将成为第 2 版（未写入）") && tried.contains("增加 2027-04-09 CN-GX off 三月三"), "{tried}");
    let done = succeed(&mut import(&["--source", "桂政办电〔2027〕1号"]));
    assert!(done.contains("工作日历第 2 版已启用"), "{done}");
    assert!(done.contains("CN-GX 已公布至 2026-12-31 → 2027-06-30") && done.contains("已重算 0 个事项"), "{done}");
    let same = refusal(&mut import(&[]));
    assert!(same.contains("与现行版本相同"), "{same}");
    let history = succeed(duban(&database).args(["rules", "history"]));
    let newest = history.lines().next().expect("a line");
    assert!(
        newest.contains("工作日历 第 2 版") && newest.contains("系统命令行 导入：桂政办电〔2027〕1号"),
        "{history}"
    );
    assert_eq!(history.lines().count(), 4, "{history}");
    let db = database.open();
    assert_eq!(
        number(&db, "SELECT count(*) FROM calendar_days WHERE date > '2027-01-01'"),
        1,
        "older programs read it"
    );
    let trail = lines(&db, "SELECT detail AS line FROM audit WHERE verb = 'set_rules' ORDER BY id DESC LIMIT 1");
    assert!(trail[0].contains("桂政办电〔2027〕1号") && trail[0].contains("\"version\":2"), "{trail:?}");
}

#[test]
fn what_was_edited_and_no_longer_follows_its_file_is_said_and_what_cannot_be_used_is_refused() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let file = database.folder.path().join("days.csv");
    let import = |more: &[&str]| importing(&database, &file, more);
    fs::write(&file, SHIPPED.replace("2024-06-10,CN,off,端午,\n", "")).expect("a file");
    succeed(&mut import(&[]));
    fs::write(database.folder.path().join("lamp.toml"), lamp(8)).expect("a file");
    succeed(duban(&database).args(["rules", "import", "lamp", "lamp.toml"]));
    let checked = duban(&database).arg("check").env("DUBAN__PLAN__YELLOW_WORKDAYS", "9").output().expect("it starts");
    let checked = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.contains("程序自带的日历有 1 天（自 2024-06-10）与现行工作日历不同"), "{checked}");
    assert!(checked.contains("与导入的亮灯规则不同，以导入的为准"), "{checked}");
    fs::write(&file, SHIPPED.to_owned() + "2027-04-09,CN-GX,off,三月三,\n").expect("a file");
    succeed(&mut import(&[]));
    let checked = succeed(duban(&database).args(["rules", "follow", "calendar"]));
    assert!(checked.contains("工作日历第 4 版已启用") && checked.contains("删去 2027-04-09"), "{checked}");
    fs::write(&file, "[before]\nworkdays = \"ten\"\n").expect("a file");
    let refused = refusal(duban(&database).args(["rules", "import", "ladder"]).arg(&file));
    assert!(refused.contains("第 2 行 workdays") && refused.contains("值的类型不对"), "{refused}");
    fs::write(&file, "yellow_workdays = 7\nbehind_points = 101\n").expect("a file");
    let refused = refusal(duban(&database).args(["rules", "import", "lamp"]).arg(&file));
    assert!(refused.contains("behind_points = 101：应为 0 至 100"), "{refused}");
    fs::write(&file, "date,region,kind,name\n2024-04-11,CN-GX,off,三月三\n").expect("a file");
    let refused = refusal(duban(&database).args(["rules", "import", "calendar"]).arg(&file));
    assert!(refused.contains("没有全国（CN）的放假安排"), "{refused}");
}

/// What a page of a server says.
fn page(address: &str) -> String {
    let (host, path) = address.split_once('/').expect("a path");
    let mut stream = std::net::TcpStream::connect(host).expect("a server");
    std::io::Write::write_all(&mut stream, format!("GET /{path} HTTP/1.0\r\nHost: {host}\r\n\r\n").as_bytes())
        .expect("asked");
    let mut said = String::new();
    std::io::Read::read_to_string(&mut stream, &mut said).expect("an answer");
    said
}

#[test]
fn a_process_that_serves_goes_by_what_another_has_imported_without_a_restart() {
    let database = begun_with("calendar", "2024-03-01", |_| ());
    let mut command = duban(&database);
    command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = command.spawn().expect("the binary starts");
    let mut said = String::new();
    BufReader::new(server.stdout.take().expect("its output")).read_line(&mut said).expect("a line");
    let address = said.trim().rsplit("http://").next().expect("an address").to_owned() + "/readyz";
    let until = |what: &str, holds: &dyn Fn(&str) -> bool| {
        let began = Instant::now();
        loop {
            let said = page(&address);
            if holds(&said) {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "waited in vain: {what}: {said}");
            thread::sleep(Duration::from_millis(50));
        }
    };
    until("it is ready", &|said| said.contains("200 OK") && !said.contains("rules:"));
    let file = database.folder.path().join("lamp.toml");
    fs::write(&file, lamp(12)).expect("a file");
    succeed(duban(&database).args(["rules", "import", "lamp"]).arg(&file));
    execute(&database.open(), "UPDATE rule_versions SET content = 'x' WHERE kind = 'lamp' AND version = 2");
    until("it has read the new version", &|said| {
        said.contains("rules: lamp version 2 cannot be read, version 1 is used")
    });
    succeed(duban(&database).args(["rules", "follow", "lamp"]).stderr(Stdio::null()));
    until("it has read the next", &|said| !said.contains("rules:"));
    terminate(&server);
    server.wait().expect("its end");
}

#[actix_web::test]
async fn a_date_in_a_year_that_is_not_announced_is_said_where_it_stands() {
    let app = TestApp::start().await;
    app.add("wei", "桂林市人民政府", Role::Liaison);
    let of_half = SHIPPED.replace("2026-12-31,CN,", "2024-06-20,CN,");
    set_rules(&app.ctx, &Actor::Console, &wish(RuleKind::Calendar, &of_half)).expect("a calendar");
    app.set_clock("2024-06-14 09:00");
    actions::tick(&app.ctx).expect("a tick");
    let said = "2024年6月20日之后的放假安排尚未公布";
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let desk = coordinator.text("/desk").await;
    assert!(desk.contains(said), "{desk}");
    let id = number(&app.ctx.db, "SELECT min(id) FROM obligations WHERE due = '2024-06-30'");
    let item = coordinator.text(&format!("/obligations/{id}")).await;
    assert!(item.contains(said), "{item}");
    let ledger = coordinator.text("/ledger?due_from=2024-06-30&due_to=2024-06-30").await;
    assert!(ledger.contains("日历未公布") && ledger.contains(said), "{ledger}");
    let before = coordinator.text("/ledger?due_from=2024-05-01&due_to=2024-05-31").await;
    assert!(!before.contains("日历未公布"), "{before}");
    let sysadmin = app.signed_in(&app.add("sys", OFFICE, Role::Sysadmin)).await;
    assert!(sysadmin.text("/system").await.contains(said));
    deliver(&app.ctx, &Transport::Capture).expect("delivered");
    let told = format!("SELECT count(*) FROM mail_texts WHERE body_text LIKE '%{said}%'");
    assert!(number(&app.ctx.db, &told) > 0, "no mail says it");
    let (from, to) = ("2024-06-01", "2024-06-21");
    let replayed = succeed(duban(&app.database).args(["replay", "--from", from, "--to", to]));
    assert!(replayed.contains(&format!("注意：{said}")), "{replayed}");
    let replayed = succeed(duban(&app.database).args(["replay", "--from", "2024-03-01", "--to", "2024-04-01"]));
    let json = succeed(duban(&app.database).args(["replay", "--from", from, "--to", to, "--format", "json"]));
    assert!(json.contains("\"unannounced\":{\"on\":\"2024-06-21\",\"whose\":\"nation\""), "{json}");
    assert!(!replayed.contains("尚未公布"), "{replayed}");
}
