//! A mail says what is so when it is put together, however long the composer has been at work.

use std::thread;

use duban::actions::{ActionError, End, claim_mails};
use duban::domain::person::Role;
use duban::letters::{Composer, Readiness};

use super::{GUILIN, composed, mail_to, message, pile, tell};
use crate::support::database::{execute, lines};
use crate::support::office::{OFFICE, Office};

const CEMENT: &str = "水泥熟料生产企业";

#[test]
fn what_is_reported_between_two_mails_of_a_run_is_not_in_the_second() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    let composer = Composer::new(&office.ctx);
    let first = mail_to(&office, GUILIN, Role::Liaison, "overdue", "day/1/2024-06-05");
    let second = mail_to(&office, GUILIN, Role::Head, "overdue", "day/2/2024-06-05");
    for mail in [first, second] {
        tell(
            &office,
            mail,
            "+3",
            &format!("o.unit_id = (SELECT id FROM units WHERE name = '{GUILIN}') AND o.due = '2024-05-31'"),
        );
    }
    let before = composed(&office, &composer, first).expect("a letter");
    assert!(before.subject.contains("2 项已逾期") && before.text.contains(CEMENT), "{}", before.text);
    office.report(GUILIN, office.obligation(GUILIN, CEMENT));
    let after = composed(&office, &composer, second).expect("a letter");
    assert!(after.subject.contains("已逾期 3 个工作日") && !after.text.contains(CEMENT), "{}", after.text);
    execute(office.db(), "UPDATE obligations SET due_rev = due_rev + 1");
    assert!(composed(&office, &composer, second).is_none(), "dated anew");
}

#[test]
fn a_rung_behind_a_date_says_nothing_once_the_date_is_to_come_and_a_reminder_says_late_what_has_become_late() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    pile(&office, GUILIN, 2, "2024-06-04", "印发实施方案");
    let mail = mail_to(&office, GUILIN, Role::Liaison, "overdue", "day/1/2024-06-05");
    tell(&office, mail, "-1", "o.due = '2024-06-04'");
    let composer = Composer::new(&office.ctx);
    assert!(composed(&office, &composer, mail).expect("a letter").text.contains("已逾期（2 项）"));
    execute(
        office.db(),
        "UPDATE obligations SET answer_by = '2024-06-07', status = 'returned' WHERE due = '2024-06-04'",
    );
    assert!(composed(&office, &composer, mail).expect("a letter").text.contains("即将到期（2 项）"));
    execute(office.db(), "UPDATE notices SET rung = '+1'");
    assert!(composed(&office, &composer, mail).is_none());
}

#[test]
fn whom_to_turn_to_is_read_anew_on_another_date() {
    let office = Office::full("2024-03-01");
    let composer = Composer::new(&office.ctx);
    office.set_clock("2024-06-05");
    pile(&office, GUILIN, 1, "2024-06-04", "印发实施方案");
    let mail = mail_to(&office, GUILIN, Role::Liaison, "overdue", "day/1/2024-06-05");
    tell(&office, mail, "+1", "o.due = '2024-06-04'");
    composed(&office, &composer, mail).expect("a letter");
    office.vacate(OFFICE, Role::Coordinator);
    office.add(OFFICE, Role::Coordinator, "黄新任");
    office.set_clock("2024-06-06");
    let letter = composed(&office, &composer, mail).expect("a letter");
    assert!(letter.text.contains("黄新任") && letter.text.contains("2 个工作日"), "{}", letter.text);
}

#[test]
fn nobody_is_told_to_answer_a_mail_that_no_coordinator_receives() {
    let answer = "回复本邮件（送达调度人员）";
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    for at in 0..2 {
        let mail = mail_to(&office, GUILIN, Role::Liaison, "overdue", &format!("day/{at}/2024-06-05"));
        tell(&office, mail, "+3", &format!("o.id = {}", office.obligation(GUILIN, CEMENT)));
    }
    let (raw, letter) = message(&office);
    assert!(raw.contains("\r\nReply-To: ") && letter.text.contains(answer) && letter.html.contains(answer));
    office.vacate(OFFICE, Role::Coordinator);
    office.add_without_mail(OFFICE, Role::Coordinator, "黄电话");
    let (raw, letter) = message(&office);
    assert!(!raw.contains("\r\nReply-To: "));
    for form in [&letter.text, &letter.html] {
        assert!(!form.contains(answer) && form.contains("请电话报送") && form.contains("黄电话"), "{form}");
    }
}

#[test]
fn one_composer_serves_several_couriers_at_once() {
    let office = Office::full("2024-03-01");
    office.tick("2024-06-05 09:00");
    let composer = Composer::new(&office.ctx);
    let work = || -> Result<usize, ActionError> {
        let mut sent = 0;
        while let Some(claim) = claim_mails(&office.ctx, "test", End::First, 1)?.pop() {
            sent += usize::from(matches!(composer.readiness(&claim)?, Readiness::Send { fresh: Some(_), .. }));
        }
        Ok(sent)
    };
    let sent: usize = thread::scope(|scope| {
        let couriers: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        couriers.into_iter().map(|courier| courier.join().expect("a courier").expect("an answer")).sum()
    });
    let queued = lines(office.db(), "SELECT CAST(count(*) AS TEXT) AS line FROM mails");
    assert_eq!(sent.to_string(), queued[0]);
}

#[test]
fn the_tables_of_the_brief_have_their_headings_in_plain_text_too() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    let mail = mail_to(&office, OFFICE, Role::Leader, "digest", "digest/1/2024-W23");
    let letter = composed(&office, &Composer::new(&office.ctx), mail).expect("a letter");
    let again = mail_to(&office, OFFICE, Role::Leader, "digest", "digest/1/2024-W23/2024-06-05");
    let again = composed(&office, &Composer::new(&office.ctx), again).expect("a letter");
    assert_eq!(again.subject, letter.subject.clone() + "（补发）", "one of the week has left before");
    let (_, late) = letter.text.split_once("━━ 已逾期").expect("what is late");
    let rows: Vec<&str> = late.lines().skip(1).filter(|line| !line.is_empty()).take(2).collect();
    assert_eq!(rows[0], "单位｜事项｜期限｜已逾期｜电话提醒", "{}", letter.text);
    assert!(rows[1].starts_with("· "), "{rows:?}");
    let columns = |line: &str| line.split('｜').count();
    let is_table = |line: &&str| line.contains('｜');
    for section in letter.text.split("━━ ").skip(1) {
        let of: Vec<usize> = section.lines().filter(is_table).map(columns).collect();
        assert!(of.iter().all(|n| *n == of[0]), "as many as the head has: {section}");
    }
}
