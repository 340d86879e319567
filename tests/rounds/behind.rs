//! Behind a cut-off, and behind the year: what a report still answers, and what is a note.

use duban::actions::ReturnReport;
use duban::domain::id::MailId;

use super::*;

#[test]
fn behind_the_year_a_report_counts_for_no_month() {
    let office = office("2024-03-01");
    let id = duty(&office);
    assert_eq!(report(&office, "2024-12-20", id, None).as_deref(), Some("2024-12"));
    assert_eq!(report(&office, "2025-01-21", id, None).as_deref(), Some("2024-12"));
    let desk = office.db().read(|c| {
        let sight = Sight::load(&office.ctx, c)?;
        views::desk(&office.ctx, c, Plans::All, &sight)
    });
    assert_eq!(desk.expect("the desk").turnout, [], "nobody owes January");
    let voided = ReturnReport {
        obligation_id: id,
        version: None,
        reason: said("没有内容"),
        answer_by: None,
        as_empty: true,
        at_once: false,
    };
    actions::submit_report(&office.ctx, &office.actor(GUILIN, Role::Liaison), &done(id)).expect("handed in");
    actions::return_report(&office.ctx, &office.actor(OFFICE, Role::Coordinator), &voided).expect("a return");
    assert_eq!(now(&office, id).reported_period.as_deref(), Some("2024-12"), "nor when the next one is voided");
}

/// What says that all of it is done.
fn done(id: ObligationId) -> SubmitReport {
    let report = ReportFields { progress: said("全部完成"), ..ReportFields::new(Stage::Done) };
    SubmitReport { report, ..wish(id, "全部完成", None) }
}

#[test]
fn the_mail_behind_a_cut_off_says_until_when_a_late_report_is_taken() {
    let office = office("2024-03-01");
    office.tick("2024-06-26");
    let liaisons = "SELECT max(m.id) FROM mails AS m JOIN notices AS n ON n.mail_id = m.id \
                    WHERE n.rung = 'missed' AND m.role = 'liaison'";
    let id = MailId::new(number(office.db(), liaisons) as i64);
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let said = |day: &str| {
        office.set_clock(day);
        let shown = office.db().read(|c| duban::letters::shown(&office.ctx, c, &coordinator, id));
        shown.expect("a mail").letter.expect("something to say")
    };
    let open = said("2024-06-26").text;
    assert!(open.contains("月度调度逾期未报：") && open.contains("7月9日（周二）前补报的计为迟报"), "{open}");
    assert!(said("2024-07-10").text.contains("月度调度漏报："), "then it is put together");
}
