use super::*;
use crate::domain::bundle::MailKind;
use crate::domain::id::{PersonId, UnitId};
use crate::domain::person::Role;

fn at(minute: u32) -> NaiveDateTime {
    format!("2024-06-14T09:{minute:02}:00").parse().unwrap()
}

fn mail(attempts: i32, strikes: i32) -> Mail {
    Mail {
        id: MailId::new(1),
        key: String::new(),
        person_id: PersonId::new(1),
        kind: MailKind::Reminder,
        local_date: at(0).date(),
        unit_id: UnitId::new(1),
        role: Role::Liaison,
        to_address: None,
        subject: None,
        message_id: String::new(),
        state: MailState::Leased,
        attempts,
        doubts: 0,
        not_before: at(0),
        owner: Some("courier/1".to_owned()),
        fence: 1,
        handed_at: None,
        finished_at: None,
        last_error: None,
        created_at: at(0),
        decided_at: None,
        first_tried_at: Some(at(20)),
        strikes,
        struck_at: (strikes > 0).then(|| at(5)),
        at_once: false,
    }
}

#[test]
fn what_stumbles_steps_back_and_is_given_up_after_three_times() {
    let house = MailHours::of_whole_days();
    let first = stumbled(&mail(1, 0), "a defect", (at(10), &house));
    assert_eq!((first.state, first.strikes, first.not_before), (MailState::Pending, 1, at(11)));
    let third = stumbled(&mail(9, 2), "a defect", (at(10), &house));
    assert_eq!((third.state, third.strikes, third.finished_at), (MailState::Failed, 3, Some(at(10))));
    assert_eq!(third.last_error.as_deref(), Some("not_composed: a defect"));
}

#[test]
fn what_is_refused_is_given_up_where_the_server_takes_others() {
    let house = MailHours::of_whole_days();
    let refused = |strikes, took| after(&mail(3, strikes), &Outcome::Refused("554 no".into()), took, (at(10), &house));
    assert_eq!(refused(2, Some(at(9))).state, MailState::Failed);
    assert_eq!(refused(2, Some(at(4))).state, MailState::Pending, "before it was first refused");
    assert_eq!(refused(2, None).state, MailState::Pending);
    assert_eq!(refused(1, Some(at(9))).state, MailState::Pending);
}

#[test]
fn a_time_yet_to_come_does_not_lengthen_a_mails_life() {
    let house = MailHours::of_whole_days();
    let again = after(&mail(1, 0), &Outcome::Temporary("451 later".into()), None, (at(10), &house));
    assert_eq!((again.first_tried_at, again.decided_at), (Some(at(10)), Some(at(10))));
}
