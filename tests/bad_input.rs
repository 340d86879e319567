//! Whatever cannot be used is refused in one clear line that says what and where, and nothing is half-written.

use std::fs;
use std::net::TcpListener;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

use crate::support::command::{duban, plain, plan_file, refusal, succeed};
use crate::support::database::TestDatabase;

/// A database with the plan, so that there are units to belong to.
fn with_plan() -> TestDatabase {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-03-01"]).arg(plan_file()));
    database
}

/// `people add` for somebody at 桂林市人民政府.
fn add(database: &TestDatabase, name: &str, email: &str, role: &str) -> Command {
    let mut command = duban(database);
    command.args(["people", "add", "--unit", "桂林市人民政府", "--name", name, "--email", email, "--role", role]);
    command
}

/// The line says every one of these.
fn says(line: &str, parts: &[&str]) {
    for part in parts {
        assert!(line.contains(part), "no {part} in {line}");
    }
}

#[test]
fn a_document_that_cannot_be_read_is_named_with_the_reason() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let before = database.row_counts();
    let folder = database.folder.path();
    fs::create_dir(folder.join("a-folder")).expect("a folder");
    fs::write(folder.join("bytes.txt"), b"\xff\xff\xff").expect("a file");
    fs::write(folder.join("plan.docx"), b"PK\x03\x04").expect("a file");
    fs::write(folder.join("empty.txt"), b"").expect("a file");
    fs::write(folder.join("title.txt"), "2024年度工作计划\n").expect("a file");
    let nobody = "2024年度工作计划\n一、重点任务\n1.开展排查整治。各类问题于2024年6月底前整改到位。\n";
    fs::write(folder.join("nobody.txt"), nobody).expect("a file");
    for (file, reason) in [
        ("missing.txt", "没有这个文件"),
        ("a-folder", "是文件夹"),
        ("bytes.txt", "不是 UTF-8、UTF-16 或 GB18030"),
        ("plan.docx", "文件不完整或已损坏"),
        ("empty.txt", "空文件"),
        ("title.txt", "没有识别到任何措施"),
        ("nobody.txt", "没有识别到任何牵头或责任单位"),
    ] {
        let line = refusal(duban(&database).args(["import", "--yes", file]));
        says(&line, &[file, reason]);
        assert_eq!(database.row_counts(), before, "{file}");
    }
    says(&refusal(plain().args(["compile", "missing.txt"])), &["missing.txt", "没有这个文件"]);
}

#[test]
fn a_registry_of_units_that_cannot_be_read_is_named() {
    let database = TestDatabase::new();
    fs::write(database.folder.path().join("units.toml"), "[region]\nname = 1\n").expect("a file");
    let line = refusal(duban(&database).args(["compile", "--units", "units.toml"]).arg(plan_file()));
    says(&line, &["units.toml", "单位名录"]);
    let line = refusal(duban(&database).args(["compile", "--units", "none.toml"]).arg(plan_file()));
    says(&line, &["none.toml", "没有这个文件"]);
}

#[test]
fn an_address_of_no_database_is_refused_without_its_password() {
    for (url, parts) in [
        ("mysql://ann:s3cret@h/d", ["mysql://ann:***@h/d", "postgres://"]),
        ("var/duban.db", ["var/duban.db", "sqlite://"]),
        ("postgres://ann:s3cret@127.0.0.1:1/duban", ["postgres://ann:***@127.0.0.1:1/duban", "无法打开数据库"]),
        ("sqlite:///dev/null/duban.db", ["/dev/null/duban.db", "无法打开数据库"]),
        ("sqlite:///dev", ["sqlite:///dev", "无法打开数据库"]),
    ] {
        for command in [&["migrate"][..], &["people", "list"], &["serve", "--listen", "127.0.0.1:0"]] {
            let line = refusal(plain().args(command).env("DATABASE_URL", url));
            says(&line, &parts);
            assert!(!line.contains("s3cret"), "{line}");
        }
    }
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let database = TestDatabase::embedded();
    let file = database.folder.path().join("duban.db");
    let contents = "this is a letter, not a database; ".repeat(100);
    fs::write(&file, &contents).expect("a file");
    says(&refusal(duban(&database).arg("migrate")), &["duban.db", "无法打开数据库"]);
    assert_eq!(fs::read_to_string(&file).expect("the letter"), contents);
}

#[test]
fn a_backup_of_a_database_that_is_not_there_is_refused() {
    let database = TestDatabase::embedded();
    let line = refusal(duban(&database).args(["backup", "copy.db"]));
    says(&line, &["duban.db", "没有这个文件"]);
    assert_eq!(fs::read_dir(database.folder.path()).expect("a folder").count(), 0, "something was written");
}

#[test]
fn a_backup_that_cannot_be_written_is_refused() {
    let database = TestDatabase::embedded();
    succeed(duban(&database).arg("migrate"));
    says(&refusal(duban(&database).args(["backup", "no-such-folder/copy.db"])), &["no-such-folder/copy.db", "备份"]);
}

#[test]
fn a_server_that_was_not_migrated_says_what_to_run() {
    let database = TestDatabase::new();
    if !database.is_postgres() {
        // The embedded database has one user: whoever stores something makes it, whoever only asks does not.
        says(&refusal(duban(&database).args(["people", "list"])), &["没有这个文件"]);
        assert!(!database.folder.path().join("duban.db").exists(), "an empty one was made");
        return;
    }
    for command in [&["people", "list"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let line = refusal(duban(&database).args(command));
        says(&line, &["duban migrate"]);
        assert!(!line.contains(database.url.split(['@', ':']).nth(2).expect("a password")), "{line}");
    }
    says(&refusal(duban(&database).arg("import").arg(plan_file())), &["duban migrate"]);
}

#[test]
fn a_port_in_use_is_named() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    says(&refusal(duban(&database).args(["serve", "--listen", &address])), &[&address, "无法监听"]);
}

#[test]
fn settings_that_cannot_be_used_are_named_with_their_place() {
    let database = TestDatabase::new();
    let file = database.folder.path().join("own.toml");
    for (text, parts) in [
        ("[server]\nlisen = \"127.0.0.1:1\"\n", ["own.toml", "lisen"]),
        ("[plan]\ncutoff_day = \"last\"\n", ["own.toml", "cutoff_day"]),
        ("[server\n", ["own.toml", "server"]),
        ("langauge = \"zh\"\n", ["own.toml", "langauge"]),
    ] {
        fs::write(&file, text).expect("a file");
        says(&refusal(duban(&database).args(["--config", "own.toml", "migrate"])), &parts);
    }
    for (key, value, part) in [
        ("DUBAN__SERVER__LISEN", "127.0.0.1:1", "lisen"),
        ("DUBAN__PLAN__CUTOFF_DAY", "last", "cutoff_day"),
        ("DUBAN__MAIL__TRANSPORT", "pigeon", "pigeon"),
    ] {
        says(&refusal(duban(&database).arg("migrate").env(key, value)), &["DUBAN__", part]);
    }
    let line = refusal(duban(&database).args(["--config", "none.toml", "migrate"]));
    says(&line, &["none.toml", "无法读取"]);
    assert_eq!(line.matches("os error").count(), 1, "{line}");
    assert!(database.row_counts().is_empty(), "something was written");
}

#[test]
fn a_key_that_is_too_short_is_refused_before_anything_is_served() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    let mut command = duban(&database);
    command.args(["serve", "--listen", "127.0.0.1:0"]).env("DUBAN__AUTH__SECRET", "short");
    says(&refusal(&mut command), &["auth.secret", "32"]);
}

#[test]
fn somebody_elses_variables_do_no_harm() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate").env("LEGACY", std::ffi::OsStr::from_bytes(b"\xb9\xe3\xce\xf7")));
}

#[test]
fn a_unit_that_is_not_known_is_answered_with_its_neighbours() {
    let database = with_plan();
    let before = database.row_counts();
    let mut command = duban(&database);
    command.args(["people", "add", "--name", "韦某", "--role", "liaison", "--unit", "桂林人民政府"]);
    says(&refusal(&mut command), &["桂林人民政府", "桂林市人民政府"]);
    let table = "姓名,单位,角色\n韦某,桂林市人民政府,联络员\n莫某,区生态环境厅,联络员\n";
    fs::write(database.folder.path().join("people.csv"), table).expect("a file");
    let line = refusal(duban(&database).args(["people", "add", "--csv", "people.csv"]));
    says(&line, &["people.csv 第 3 行", "区生态环境厅", "自治区生态环境厅"]);
    assert_eq!(database.row_counts(), before, "the first line must not stay without the second");
}

#[test]
fn a_table_that_cannot_be_read_is_named_with_its_line() {
    let database = with_plan();
    let before = database.row_counts();
    let tables: [(&[u8], &[&str]); 5] = [
        ("姓名,单位,角色\n韦某,桂林市人民政府\n".as_bytes(), &["第 2 行", "列数"]),
        ("姓名,单位,角色\n韦某,桂林市人民政府,科员\n".as_bytes(), &["第 2 行", "科员"]),
        ("姓名,邮箱,单位,角色\n韦某,not-an-address,桂林市人民政府,联络员\n".as_bytes(), &["第 2 行", "not-an-address"]),
        ("姓名,角色\n".as_bytes(), &["单位"]),
        (b"\xFF\xFF\xFF", &["编码"]),
    ];
    for (table, parts) in tables {
        fs::write(database.folder.path().join("people.csv"), table).expect("a file");
        let line = refusal(duban(&database).args(["people", "add", "--csv", "people.csv"]));
        says(&line, parts);
        says(&line, &["people.csv"]);
        assert_eq!(line.matches("people.csv").count(), 1, "{line}");
    }
    assert_eq!(database.row_counts(), before);
}

#[test]
fn an_address_belongs_to_one_person_and_must_be_one() {
    let database = with_plan();
    succeed(&mut add(&database, "韦某", "wei@test.example", "liaison"));
    let before = database.row_counts();
    says(&refusal(&mut add(&database, "莫某", "WEI@test.example", "head")), &["韦某"]);
    says(&refusal(&mut add(&database, "韦某", "wei@test.example", "liaison")), &["已在该单位"]);
    says(&refusal(&mut add(&database, "莫某", "not an address", "head")), &["not an address"]);
    says(&refusal(&mut add(&database, " ", "mo@test.example", "head")), &["姓名"]);
    says(&refusal(duban(&database).args(["people", "disable", "nobody@test.example"])), &["nobody@test.example"]);
    assert_eq!(database.row_counts(), before);
}

#[test]
fn an_administrator_has_no_second_post() {
    let database = with_plan();
    succeed(&mut add(&database, "韦某", "wei@test.example", "sysadmin"));
    succeed(&mut add(&database, "莫某", "mo@test.example", "liaison"));
    let before = database.row_counts();
    for role in ["auditor", "liaison"] {
        says(&refusal(&mut add(&database, "韦某", "wei@test.example", role)), &["管理员"]);
    }
    says(&refusal(&mut add(&database, "莫某", "mo@test.example", "secadmin")), &["管理员"]);
    assert_eq!(database.row_counts(), before);
}

#[test]
fn a_name_of_two_lines_is_named_with_its_row_and_its_column() {
    let database = with_plan();
    let before = database.row_counts();
    let head = "姓名,邮箱,电话,单位,角色\n韦某,wei@x.cn,0771-1,桂林市人民政府,联络员\n";
    for (row, parts) in [
        ("\"张三\n（兼）\",a@x.cn,,桂林市人民政府,联络员\n", &["“名称或姓名”", "“张三”之后有换行"][..]),
        ("张\u{202e}三,a@x.cn,,桂林市人民政府,联络员\n", &["“名称或姓名”第 2 个字", "U+202E"]),
        ("\u{202e}张三,a@x.cn,,桂林市人民政府,联络员\n", &["“名称或姓名”的第一个字是改变文字方向的字符 U+202E"]),
        ("张三,a@[127.0.0.1],,桂林市人民政府,联络员\n", &["a@[127.0.0.1]", "不是有效的邮箱地址"]),
        ("张三,ü@x.example,,桂林市人民政府,联络员\n", &["ü@x.example", "只能用英文字母、数字和符号"]),
        ("张三,a@例子.中国,,桂林市人民政府,联络员\n", &["a@例子.中国", "以 xn-- 开头"]),
        ("张三,a@x.cn,07\u{200b}71,桂林市人民政府,联络员\n", &["“电话”第 3 个字", "U+200B"]),
        ("张三,a@x.cn,,桂林\0市,联络员\n", &["“单位”第 3 个字", "U+0000"]),
    ] {
        fs::write(database.folder.path().join("people.csv"), format!("{head}{row}")).expect("a file");
        let line = refusal(duban(&database).args(["people", "add", "--csv", "people.csv"]));
        says(&line, &["people.csv", "第 3 行"]);
        says(&line, parts);
    }
    assert_eq!(database.row_counts(), before);
}

#[test]
fn a_date_of_another_age_is_refused_by_every_command() {
    for command in [
        &["tick", "--as-of", "2201-01-01"][..],
        &["tick", "--as-of", "+262142-12-31"],
        &["import", "plan.txt", "--as-of", "1899-12-31"],
        &["demo", "--as-of", "0001-01-01"],
        &["replay", "--from", "-262143-01-01", "--to", "2024-12-31"],
        &["replay", "--from", "2024-03-01", "--to", "3024-12-31"],
    ] {
        let output = plain().args(command).output().expect("the command");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{command:?}: {said}");
    }
}
