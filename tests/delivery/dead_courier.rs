//! A courier that dies with a mail in hand: another one takes it over.

use super::*;

#[test]
fn what_a_dead_courier_had_in_hand_is_taken_over() {
    let house = House::with_a_mail();
    execute(&house.ctx.db, "UPDATE mails SET state = 'leased', owner = 'courier/dead', attempts = 1, fence = 1");
    let courier = Courier::with_patience(Duration::from_millis(50));
    let run = |courier: &Courier| courier.deliver(&house.ctx, &house.transport()).expect("a run");
    assert_eq!(run(&courier).held_by_others, 1, "it may be alive");
    std::thread::sleep(Duration::from_millis(60));
    let second = run(&courier);
    assert_eq!((second.released, second.accepted), (1, 1));
    assert_eq!(house.states(), ["accepted 2 0"]);
}

#[test]
fn what_a_dead_courier_was_handing_over_is_in_doubt() {
    let house = House::with_a_mail();
    house.server.fail(&[Fault::AfterDot]);
    assert_eq!(house.deliver().doubtful, 1);
    execute(&house.ctx.db, "UPDATE mails SET owner = 'courier/dead'");
    let courier = Courier::with_patience(Duration::ZERO);
    let run = courier.deliver(&house.ctx, &house.transport()).expect("a run");
    assert_eq!((run.released, run.accepted), (1, 0), "it waits for ten minutes");
    house.ctx.clock.set(parse_local("2024-05-17 09:10").expect("a time"));
    assert_eq!(courier.deliver(&house.ctx, &house.transport()).expect("a run").accepted, 1);
    let taken = house.server.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0], taken[1]);
}
