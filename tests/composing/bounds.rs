//! A mail has a bound whatever is stored, and says what it leaves out and where that is.

use duban::domain::id::MailId;
use duban::domain::person::Role;
use duban::letters::Composer;
use duban::mail::Letter;

use super::{GUILIN, composed, mail_to, message, pile, tell};
use crate::support::database::{execute, number};
use crate::support::office::{OFFICE, Office};

/// A message is well below this.
const BOUND: usize = 90_000;

/// How many matters a letter lists: each has its link, the page at the end is none of them.
fn listed(letter: &Letter) -> usize {
    letter.text.lines().filter(|line| line.starts_with("   ") && line.contains("/obligations/")).count()
}

/// What stands between two words of a text.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("{before} in\n{text}"));
    rest.split(after).next().unwrap_or_default()
}

#[test]
fn of_many_late_items_twenty_are_listed_the_rest_is_counted_and_the_table_has_them_all() {
    for many in [168, 2_000] {
        let office = Office::full("2024-03-01");
        office.set_clock("2024-06-05");
        pile(&office, GUILIN, many, "2024-05-30", "印发实施方案");
        let mail = mail_to(&office, OFFICE, Role::Coordinator, "overdue", "day/1/2024-06-05");
        tell(&office, mail, "+5", "o.due = '2024-05-30'");
        let (raw, letter) = message(&office);
        assert!(raw.len() < BOUND, "{many}: {} bytes", raw.len());
        assert!(letter.subject.contains(&format!("桂林市：{many} 项已逾期")), "{}", letter.subject);
        assert!(letter.text.contains(&format!("已逾期（{many} 项）")));
        assert_eq!(listed(&letter), 20, "{}", letter.text);
        let link = "/ledger?unit=%E6%A1%82%E6%9E%97%E5%B8%82%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C&lamp=red";
        let more = format!("另有 {} 项，见", many - 20);
        for form in [&letter.text, &letter.html.replace("&#38;", "&")] {
            assert!(form.contains(&more) && form.contains(link), "{form}");
        }
    }
}

#[test]
fn what_is_late_and_what_is_due_share_the_room_and_nothing_vanishes() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    pile(&office, GUILIN, 40, "2024-05-30", &"逾期事项".repeat(100));
    pile(&office, "柳州市人民政府", 45, "2024-06-07", &"待办事项".repeat(100));
    let mail = mail_to(&office, OFFICE, Role::Coordinator, "overdue", "day/1/2024-06-05");
    tell(&office, mail, "+5", "o.due = '2024-05-30'");
    tell(&office, mail, "-1", "o.due = '2024-06-07'");
    let (raw, letter) = message(&office);
    assert!(raw.len() < BOUND, "{} bytes", raw.len());
    let (late, due) = letter.text.split_once("即将到期（45 项）").expect("both headings");
    for (part, many, link) in [(late, 40, "&lamp=red"), (due, 45, "&due_from=2024-06-07&due_to=2024-06-07")] {
        let more: usize = between(part, "另有 ", " 项，见").parse().expect("a number");
        let listed = part.lines().filter(|line| line.starts_with("   ") && line.contains("/obligations/")).count();
        assert!(listed >= 5 && listed + more == many, "{listed} and {more} of {many}");
        assert!(part.contains(link), "{part}");
    }
}

#[test]
fn a_liaison_is_sent_to_the_own_page_and_told_that_this_is_not_all() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    pile(&office, GUILIN, 21, "2024-05-30", "印发实施方案");
    let mail = mail_to(&office, GUILIN, Role::Liaison, "overdue", "day/1/2024-06-05");
    tell(&office, mail, "+1", "o.due = '2024-05-30'");
    let letter = composed(&office, &Composer::new(&office.ctx), mail).expect("a letter");
    assert!(letter.text.contains("另有 1 项，见 http") && letter.text.contains("/my-work"), "{}", letter.text);
    assert!(letter.text.contains("只列出一部分") && !letter.text.contains("已写明全部内容"), "{}", letter.text);
    execute(office.db(), "UPDATE obligations SET due_rev = 1 WHERE id = (SELECT max(id) FROM obligations)");
    let letter = composed(&office, &Composer::new(&office.ctx), mail).expect("a letter");
    assert!(!letter.text.contains("另有") && letter.text.contains("已写明全部内容"), "twenty are all");
}

#[test]
fn a_leads_liaison_has_no_page_of_what_others_owe_and_is_told_whom_to_ask() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    pile(&office, GUILIN, 50, "2024-05-30", "印发实施方案");
    let mail = mail_to(&office, OFFICE, Role::Liaison, "overdue", "day/1/2024-06-05");
    tell(&office, mail, "+3", "o.due = '2024-05-30'");
    let letter = composed(&office, &Composer::new(&office.ctx), mail).expect("a letter");
    assert!(letter.text.contains("另有 30 项未列出，全部清单请向调度人员索取"), "{}", letter.text);
}

#[test]
fn long_words_are_cut_with_the_link_to_the_whole() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    pile(&office, GUILIN, 1, "2024-05-30", &"长".repeat(5_000));
    let mail = mail_to(&office, GUILIN, Role::Liaison, "overdue", "day/1/2024-06-05");
    tell(&office, mail, "+1", "o.due = '2024-05-30'");
    let (raw, letter) = message(&office);
    assert!(raw.len() < 20_000, "{} bytes", raw.len());
    let cut = format!("“2024-05-30”：{}…\n", "长".repeat(300));
    let (_, behind) = letter.text.split_once(&cut).unwrap_or_else(|| panic!("{}", letter.text));
    assert!(behind.contains("/obligations/"));
    assert!(letter.text.contains("只列出一部分"), "what is cut is not everything");
}

#[test]
fn a_long_reason_stands_in_the_mail_as_far_as_it_goes() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    let id = office.obligation(GUILIN, "水泥");
    let reason = format!("{}{}", "缺少企业名单。".repeat(200), "理由".repeat(40_000));
    execute(
        office.db(),
        &format!(
            "INSERT INTO audit (at, actor, actor_unit, verb, object, object_id, obligation_id, remark, detail) \
             VALUES ('2024-06-05 00:00:00', '{}', '厅', 'return', 'obligation', {id}, {id}, '{reason}', '{{}}')",
            "覃".repeat(1_000)
        ),
    );
    let row = number(office.db(), "SELECT max(id) FROM audit");
    let mail = mail_to(&office, GUILIN, Role::Liaison, "event", &format!("event/{row}/1"));
    tell(&office, mail, "event", &format!("o.id = {id}"));
    let (raw, letter) = message(&office);
    assert!(raw.len() < 40_000, "{} bytes", raw.len());
    assert!(letter.text.contains(&"缺少企业名单。".repeat(200)), "an ordinary long reason stands there whole");
    assert!(letter.text.contains("理由…\n") && letter.text.contains(&format!("/obligations/{id}")), "{}", letter.text);
}

#[test]
fn whatever_is_stored_every_kind_of_mail_stays_small() {
    for long in ["超长文字", "<&\"'>"] {
        let office = Office::full("2024-03-01");
        office.set_clock("2024-06-05");
        pile(&office, GUILIN, 400, "2024-05-30", "逾期");
        pile(&office, "柳州市人民政府", 400, "2024-06-07", "待办");
        let posts: Vec<_> = [Role::Coordinator, Role::Leader].into_iter().map(|role| (OFFICE, role)).collect();
        let guilin = [(GUILIN, Role::Liaison), (GUILIN, Role::Head)];
        for (at, (unit, role)) in guilin.into_iter().chain(posts).enumerate() {
            let kind = if role == Role::Leader { "digest" } else { "overdue" };
            let mail = mail_to(&office, unit, role, kind, &format!("{kind}/{at}/2024-W23"));
            tell(&office, mail, "+5", "o.due = '2024-05-30'");
            tell(&office, mail, "-1", "o.due = '2024-06-07'");
            months(&office, mail, "u.class = 'city'");
        }
        let words = long.replace('\'', "''").repeat(1_000);
        for (table, columns) in [
            ("obligations", "deliverable"),
            ("milestones", "phrase"),
            ("tasks", "title section section_title number"),
            ("people", "name phone"),
            ("units", "phone"),
        ] {
            let set: Vec<String> = columns.split(' ').map(|column| format!("{column} = '{words}'")).collect();
            execute(office.db(), &format!("UPDATE {table} SET {}", set.join(", ")));
        }
        execute(office.db(), &format!("UPDATE units SET name = '{words}' || name"));
        for kind in ["liaison", "head", "coordinator", "leader"] {
            let (raw, letter) = message(&office);
            let (text, html) = (letter.text.len(), letter.html.len());
            assert!(raw.len() < BOUND, "{kind}: {} bytes of {text} and {html}", raw.len());
            assert!(letter.subject.chars().count() < 200, "{kind}: {}", letter.subject);
        }
    }
}

/// The mail asks for the reports of May of these units.
fn months(office: &Office, mail: MailId, units: &str) {
    execute(
        office.db(),
        &format!(
            "INSERT INTO notices (key, plan_id, subject, about_unit_id, about_span, due_rev, rung, unit_id, role, channel, mail_id, fired_on, rules, \
             created_at) \
             SELECT 'month/' || u.id || '/{mail}', 1, 'month', u.id, '2024-05', 0, 'missed', m.unit_id, m.role, \
             'mail', m.id, '2024-06-05', '', m.created_at FROM units AS u JOIN mails AS m ON m.id = {mail} WHERE {units}"
        ),
    );
}

#[test]
fn of_the_lists_of_a_month_six_stand_in_a_mail_and_the_others_are_counted() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    let mail = mail_to(&office, GUILIN, Role::Liaison, "monthly", "day/1/2024-06-05");
    months(&office, mail, "u.class = 'city'");
    let owed = "SELECT count(*) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
                WHERE u.class = 'city' AND o.kind = 'standing'";
    let letter = composed(&office, &Composer::new(&office.ctx), mail).expect("a letter");
    let lists = letter.text.lines().filter(|line| line.contains("月度调度漏报：")).count();
    assert_eq!((lists, letter.text.contains("其余月度调度（另有 8 份）")), (6, true), "{}", letter.text);
    let titles = letter.text.lines().filter(|line| line.contains("月度调度漏报："));
    let in_lists: usize = titles.map(|line| between(line, "尚有 ", " 项").parse::<usize>().expect("a number")).sum();
    let (_, last) = letter.text.split_once("其余月度调度").expect("the others");
    let others: usize = between(last, "\n另有 ", " 项").parse().expect("a number");
    assert_eq!(in_lists + others, number(office.db(), owed), "nothing vanishes");

    execute(office.db(), "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
    assert!(composed(&office, &Composer::new(&office.ctx), mail).is_none(), "all reports are in");
}

#[test]
fn a_unit_that_owes_a_month_to_two_plans_is_asked_for_both() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    let guilin = number(office.db(), &format!("SELECT id FROM units WHERE name = '{GUILIN}'"));
    execute(
        office.db(),
        &format!(
            "INSERT INTO plans (title, year, state, source_name, document, document_sha256, cutoff_day, assigned_on, \
             imported_at) SELECT '第二个计划', year, state, source_name, '', '', cutoff_day, assigned_on, imported_at FROM plans; \
             UPDATE obligations SET plan_id = 2 WHERE id = (SELECT min(id) FROM obligations WHERE kind = 'standing' \
             AND unit_id = {guilin})"
        ),
    );
    let mail = mail_to(&office, GUILIN, Role::Liaison, "monthly", "day/1/2024-06-05");
    months(&office, mail, &format!("u.id = {guilin}"));
    execute(
        office.db(),
        &format!(
            "INSERT INTO notices (key, plan_id, subject, about_unit_id, about_span, due_rev, rung, unit_id, role, channel, mail_id, fired_on, rules, \
             created_at) SELECT 'second', 2, 'month', {guilin}, '2024-05', 0, rung, unit_id, role, channel, mail_id, fired_on, \
             rules, created_at FROM notices WHERE mail_id = {mail}"
        ),
    );
    let letter = composed(&office, &Composer::new(&office.ctx), mail).expect("a letter");
    assert_eq!(letter.text.matches("月度调度漏报：").count(), 2, "{}", letter.text);
    assert!(letter.text.contains("尚有 1 项未报"), "{}", letter.text);
}
