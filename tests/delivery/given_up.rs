//! How old a mail may become.

use super::*;

#[test]
fn a_mail_is_given_up_72_hours_after_it_was_first_tried() {
    let house = House::with_a_mail();
    house.server.fail_always(Fault::Busy);
    assert_eq!(house.at("2024-05-17 10:00").put_off, 1);
    assert_eq!(house.at("2024-05-20 09:59").expired, 0);
    assert_eq!(house.at("2024-05-20 10:01").expired, 1);
    assert_eq!(house.states(), ["expired 3 0"]);
    assert_eq!(house.unsettled(), 0);
}

#[test]
fn while_there_is_no_server_a_mail_that_was_tried_once_does_not_age() {
    let house = House::with_a_mail();
    house.server.fail(&[Fault::Busy]);
    assert_eq!(house.at("2024-05-17 10:00").put_off, 1);
    let nobody = transport_to(&house.ctx, 1);
    for day in 20..24 {
        house.ctx.clock.set(parse_local(&format!("2024-05-{day} 09:00")).expect("a time"));
        assert!(deliver(&house.ctx, &nobody).expect("a run").no_connection.is_some());
    }
    assert_eq!(house.at("2024-05-24 09:00").accepted, 1, "it is tried before it is given up");
}

#[test]
fn a_mail_that_was_never_tried_waits_as_long_as_it_takes() {
    let house = House::with_a_mail();
    let nobody = transport_to(&house.ctx, 1);
    for day in [20, 21, 22, 23, 24, 27] {
        house.ctx.clock.set(parse_local(&format!("2024-05-{day} 09:00")).expect("a time"));
        assert!(deliver(&house.ctx, &nobody).expect("a run").no_connection.is_some());
    }
    assert_eq!(house.states(), ["pending 0 0"]);
    assert!(house.unsettled() > 0, "the next rung waits for it");
    assert_eq!(house.at("2024-05-28 09:00").accepted, 1);
}
