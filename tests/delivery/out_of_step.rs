//! An answer that agrees, but to something else than was asked, is no acceptance.

use super::*;

const LAST_ERROR: &str = "SELECT last_error AS line FROM mails WHERE last_error IS NOT NULL";

#[test]
fn a_server_that_answers_another_step_before_the_message_took_nothing() {
    for (fault, said) in [(Fault::GoOnAtSender, "354"), (Fault::GreetingAtReader, "220"), (Fault::OkAtData, "250")] {
        let house = House::with_a_mail();
        house.server.fail(&[fault]);
        let round = house.deliver();
        assert_eq!((round.accepted, round.doubtful, round.put_off), (0, 0, 1), "{fault:?}: {round:?}");
        let why = &lines(&house.ctx.db, LAST_ERROR)[0];
        assert!(why.contains(&format!("out of step ({said})")), "{fault:?}: {why}");
        assert_eq!(house.at("2024-05-17 09:10").accepted, 1, "{fault:?}: on a line of its own");
        assert_eq!(house.server.taken().len(), 1, "{fault:?}");
    }
}

#[test]
fn a_server_that_answers_every_mail_out_of_step_uses_none_of_them_up() {
    for fault in [Fault::GoOnAtSender, Fault::GreetingAtReader, Fault::OkAtData] {
        let house = House::with_a_mail();
        house.with_many(40);
        house.server.fail_always(fault);
        let round = house.deliver();
        assert_eq!((round.accepted, round.failed), (0, 0), "{fault:?}: {round:?}");
        assert!(round.all_refused.is_some(), "{fault:?}: {round:?}");
        let untouched = "SELECT count(*) FROM mails WHERE state = 'pending' AND attempts = 0";
        assert_eq!(number(&house.ctx.db, untouched), 41, "{fault:?}");
        house.server.fail_always(Fault::None);
        house.at("2024-05-17 09:02");
        house.at("2024-05-17 09:10");
        assert_eq!(house.server.taken().len(), 41, "{fault:?}");
    }
}

#[test]
fn an_answer_of_another_step_after_the_message_leaves_it_in_doubt() {
    for (fault, said) in [(Fault::GoOnAfterDot, "354"), (Fault::GreetingAfterDot, "220")] {
        let house = House::with_a_mail();
        house.server.fail(&[fault]);
        let round = house.deliver();
        assert_eq!((round.accepted, round.doubtful), (0, 1), "{fault:?}: {round:?}");
        assert_eq!(house.states(), ["handed 1 0"], "{fault:?}");
        let why = &lines(&house.ctx.db, LAST_ERROR)[0];
        assert!(why.contains(&format!("out of step ({said})")), "{fault:?}: {why}");
        assert_eq!(house.at("2024-05-17 09:10").accepted, 1, "{fault:?}");
        assert_eq!(house.server.taken().len(), 1, "{fault:?}");
    }
}
