//! The commands as their users type them, by the real binary.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use duban::db::Database;
use duban::db::people::persons;

use crate::support::command::{duban, plain, plan_file, refusal, succeed};
use crate::support::database::{TestDatabase, number};

/// A database with the plan, so that there are units to belong to.
fn with_plan() -> TestDatabase {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    import(&database);
    database
}

fn import(database: &TestDatabase) -> String {
    succeed(duban(database).args(["import", "--yes", "--as-of", "2024-03-01"]).arg(plan_file()))
}

fn person(db: &Database, email: &str) -> persons::Person {
    db.read(|c| persons::by_email(c, email)).expect("an answer").expect("a person")
}

#[test]
fn migrate_says_what_it_did_and_the_second_time_that_nothing_was_left() {
    let database = TestDatabase::new();
    let first = succeed(duban(&database).arg("migrate"));
    assert!(first.contains("已执行") && first.contains("units_and_people"), "{first}");
    assert!(number(&database.open(), "SELECT count(*) FROM calendar_days") > 50, "the calendar comes with the tables");
    let second = succeed(duban(&database).arg("migrate"));
    assert!(!second.contains("已执行") && second.contains("已是最新"), "{second}");
}

#[test]
fn import_prints_what_was_stored_and_what_is_owed_from_now_on() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let said = import(&database);
    assert!(said.contains("《广西2024年度大气污染防治工作计划》"), "{said}");
    assert!(said.contains("任务 21，措施 25，") && said.contains("时间节点 23"), "{said}");
    let db = database.open();
    let all = number(&db, "SELECT count(*) FROM obligations");
    assert!(said.contains(&format!("责任事项 {all}（")), "{said}");
    assert_eq!(number(&db, "SELECT count(*) FROM plans WHERE assigned_on = '2024-03-01' AND state = 'active'"), 1);
    assert!(!said.contains("年为止"), "it is the plan of this year: {said}");
}

#[test]
fn that_a_plan_is_of_a_year_that_is_over_is_said_where_it_is_imported() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let said = succeed(duban(&database).args(["import", "--as-of", "2025-02-10"]).arg(plan_file()));
    assert!(said.contains("注意：计划到 2024 年为止，现在是 2025 年"), "{said}");
}

#[test]
fn a_draft_is_confirmed_by_importing_its_document_with_yes() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let said = succeed(duban(&database).arg("import").arg(plan_file()));
    assert!(said.contains("尚为草稿"), "{said}");
    assert_eq!(number(&database.open(), "SELECT count(*) FROM obligations"), 0);
    let said = import(&database);
    assert!(said.contains("任务 21，措施 25，") && said.contains("已启用：责任事项 504"), "{said}");
    assert_eq!(number(&database.open(), "SELECT count(*) FROM plans"), 1);
}

#[test]
fn a_mistyped_database_is_refused_where_an_empty_one_would_be_pointless() {
    let database = TestDatabase::embedded();
    let folder = database.folder.path();
    for words in [&["tick"][..], &["deliver"], &["tick", "--dry-run"], &["import", "title.txt", "--yes"]] {
        std::fs::write(folder.join("title.txt"), "2024年度工作计划\n").expect("a file");
        let line = refusal(duban(&database).args(words));
        assert!(line.contains("没有这个文件") || line.contains("没有识别到任何措施"), "{words:?}: {line}");
        assert!(!folder.join("duban.db").exists(), "{words:?} made a database");
    }
}

#[test]
fn the_same_document_is_imported_once() {
    let database = with_plan();
    let before = database.row_counts();
    for extra in [["--as-of", "2024-03-02"], ["--year", "2025"]] {
        let line = refusal(duban(&database).args(["import", "--yes"]).args(extra).arg(plan_file()));
        assert!(line.contains("已导入过") && line.contains("广西2024年度大气污染防治工作计划"), "{line}");
    }
    assert_eq!(database.row_counts(), before);
}

#[test]
fn a_person_is_added_with_a_link_to_set_a_password() {
    let database = with_plan();
    let mut command = duban(&database);
    command.args(["people", "add", "--name", "韦某", "--email", "Wei@Test.example", "--phone", "0773-1"]);
    let said = succeed(command.args(["--unit", "桂林市人民政府", "--role", "联络员"]));
    assert!(said.contains("韦某\thttp://127.0.0.1:8080/set-password/"), "{said}");
    let list = succeed(duban(&database).args(["people", "list"]));
    assert_eq!(list, "韦某\twei@test.example\t0773-1\t桂林市人民政府 联络员\n");
}

#[test]
fn a_person_of_the_telephone_list_needs_no_mail_and_gets_no_link() {
    let database = with_plan();
    let said = succeed(duban(&database).args([
        "people",
        "add",
        "--name",
        "莫某",
        "--unit",
        "柳州市人民政府",
        "--role",
        "head",
    ]));
    assert!(said.starts_with("莫某\n") && !said.contains("/set-password/"), "{said}");
}

#[test]
fn somebody_who_is_known_gets_a_second_post() {
    let database = with_plan();
    for unit in ["桂林市人民政府", "柳州市人民政府"] {
        let mut command = duban(&database);
        command.args(["people", "add", "--name", "韦某", "--email", "wei@test.example", "--role", "liaison"]);
        succeed(command.args(["--unit", unit]));
    }
    let list = succeed(duban(&database).args(["people", "list"]));
    assert!(list.contains("柳州市人民政府 联络员；桂林市人民政府 联络员"), "{list}");
    assert_eq!(list.lines().count(), 1, "{list}");
}

#[test]
fn a_table_that_excel_saved_adds_everybody_in_either_encoding() {
    const TABLE: &str = "姓名,单位,角色,邮箱,电话\r\n\
         韦某,桂林市人民政府,联络员,wei@test.example,0773-1234567\r\n\
         莫某,桂林市政府,负责人,,13800000000\r\n,,,,\r\n\
         \"覃, 某\",自治区生态环境厅,调度人员,qin@test.example,\r\n";
    let in_gb18030 = encoding_rs::GB18030.encode(TABLE).0.into_owned();
    let in_utf8 = [b"\xEF\xBB\xBF", TABLE.as_bytes()].concat();
    for bytes in [in_gb18030, in_utf8] {
        let database = with_plan();
        fs::write(database.folder.path().join("people.csv"), bytes).expect("a file");
        let said = succeed(duban(&database).args(["people", "add", "--csv", "people.csv"]));
        assert!(said.contains("已添加 3 人") && said.matches("/set-password/").count() == 2, "{said}");
        let list = succeed(duban(&database).args(["people", "list"]));
        assert!(list.contains("莫某\t\t13800000000\t桂林市人民政府 负责人"), "{list}");
        assert!(list.contains("覃, 某\tqin@test.example\t\t自治区生态环境厅 调度人员"), "{list}");
    }
}

#[test]
fn a_disabled_person_is_marked_in_the_list_and_disabled_once() {
    let database = with_plan();
    let mut command = duban(&database);
    command.args(["people", "add", "--name", "韦某", "--email", "wei@test.example", "--role", "liaison"]);
    succeed(command.args(["--unit", "桂林市人民政府"]));
    let said = succeed(duban(&database).args(["people", "disable", " WEI@test.example"]));
    assert_eq!(said, "已停用 韦某\n");
    let disabled_at = person(&database.open(), "wei@test.example").disabled_at;
    assert!(disabled_at.is_some());
    succeed(duban(&database).args(["people", "disable", "wei@test.example"]));
    assert_eq!(person(&database.open(), "wei@test.example").disabled_at, disabled_at);
    let list = succeed(duban(&database).args(["people", "list"]));
    assert!(list.trim_end().ends_with("已停用"), "{list}");
}

#[test]
fn a_backup_opens_and_holds_the_same_rows() {
    let database = with_plan();
    let copy = database.folder.path().join("copy.db");
    if database.is_postgres() {
        let line = refusal(duban(&database).arg("backup").arg(&copy));
        assert!(line.contains("pg_dump"), "{line}");
        assert!(!copy.exists());
        return;
    }
    let said = succeed(duban(&database).arg("backup").arg(&copy));
    assert!(said.contains("copy.db"), "{said}");
    let mut opened = TestDatabase::embedded();
    opened.url = format!("sqlite://{}", copy.display());
    // When it was done is noted behind it.
    let (mut rows, mut copied) = (database.row_counts(), opened.row_counts());
    assert_eq!((rows.remove("beats"), copied.remove("beats")), (Some(1), Some(0)));
    // And what it has stands in the copy alone.
    assert!(copied.remove("backup_record").is_some_and(|rows| rows > 30));
    assert_eq!(copied, rows);
    let before = fs::read(&copy).expect("the copy");
    let line = refusal(duban(&database).arg("backup").arg(&copy));
    assert!(line.contains("copy.db") && line.contains("已存在"), "{line}");
    assert_eq!(fs::read(&copy).expect("the copy"), before);
}

#[test]
fn a_log_that_cannot_be_written_ends_nothing() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let answer = health(&database, fs::File::create("/dev/full").expect("a full disk").into());
    assert!(answer.starts_with("HTTP/1.0 200") && answer.ends_with("ok\n"), "{answer}");
}

#[test]
fn serve_says_where_and_keeps_its_key_to_itself() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let answer = health(&database, Stdio::null());
    assert!(answer.starts_with("HTTP/1.0 200") && answer.ends_with("ok\n"), "{answer}");
    let key = fs::metadata(database.folder.path().join("var/session.key")).expect("the key");
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
}

/// What a server that logs to there says of its health.
fn health(database: &TestDatabase, log: Stdio) -> String {
    let mut command = duban(database);
    command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(log);
    let mut server = command.spawn().expect("the binary starts");
    let mut said = String::new();
    BufReader::new(server.stdout.take().expect("its output")).read_line(&mut said).expect("a line");
    let (_, address) = said.trim().split_once("http://").expect("an address");
    let mut stream = TcpStream::connect(address).expect("a server");
    stream.write_all(b"GET /healthz HTTP/1.0\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    server.kill().and_then(|()| server.wait()).expect("the end");
    answer
}

#[test]
fn every_command_explains_itself() {
    let commands: [&[&str]; 10] = [
        &[],
        &["serve"],
        &["check"],
        &["migrate"],
        &["compile"],
        &["import"],
        &["people", "add"],
        &["people", "list"],
        &["people", "disable"],
        &["backup"],
    ];
    for words in commands {
        let said = succeed(plain().args(words).arg("--help"));
        assert!(said.contains("Usage: duban"), "{words:?}: {said}");
    }
    let listed = succeed(plain().arg("--help"));
    for words in commands.iter().filter(|words| !words.is_empty()) {
        assert!(listed.contains(words[0]), "{words:?} is not in the list");
    }
}

#[test]
fn wrong_usage_is_told_apart_from_a_refusal() {
    let wrong: [&[&str]; 8] = [
        &[],
        &["nothing"],
        &["import"],
        &["import", "plan.txt", "--as-of", "2024-02-30"],
        &["people", "add", "--name", "韦某"],
        &["people", "add", "--name", "韦某", "--unit", "桂林市人民政府", "--role", "科员"],
        &["people", "add", "--csv", "people.csv", "--name", "韦某"],
        &["serve", "--listen", "nowhere"],
    ];
    for words in wrong {
        let output = plain().args(words).output().expect("the binary starts");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{words:?}");
    }
}
