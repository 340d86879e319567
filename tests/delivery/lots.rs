//! Mails that were claimed together are looked at together. Nothing that happens meanwhile is overlooked, and none suffers for another.

use std::sync::{Arc, Mutex};

use duban::actions::{ActionError, Claim};
use duban::letters::{Composing, Later, Readiness};

use super::*;

#[test]
fn an_address_that_turned_out_to_be_none_gets_nothing_of_what_was_looked_at_before() {
    let house = House::with_a_mail();
    house.with_many(12);
    execute(&house.ctx.db, "UPDATE people SET email = NULL WHERE id > 1006");
    execute(&house.ctx.db, "UPDATE mails SET person_id = 1003 WHERE id IN (1005, 1006)");
    house.server.fail_for("r3@test.example", Fault::NoSuchReader);
    let run = Courier::default().deliver(&house.ctx, &house.over(1)).expect("a run");
    // That a mail is refused is known once another one was taken, and written down with the one after that.
    assert_eq!((run.accepted, run.bounced, run.suppressed), (4, 2, 7), "{run:?}");
    let end = &lines(&house.ctx.db, "SELECT last_error AS line FROM mails WHERE id = 1006")[0];
    assert!(end.starts_with("address_suspended"), "{end}");
}

/// Says of each mail how it was looked at. With others it takes a while over the first of a lot, or goes wrong.
struct Watched {
    takes: Duration,
    fails: Option<fn() -> ActionError>,
    seen: Mutex<Vec<(i64, &'static str)>>,
}

impl Watched {
    fn new(takes: Duration, fails: Option<fn() -> ActionError>) -> Self {
        Self { takes, fails, seen: Mutex::default() }
    }

    fn ready(&self, claim: &Claim, how: &'static str) -> Readiness {
        self.seen.lock().expect("no panic in it").push((claim.mail.id.get(), how));
        let raw = format!("Message-ID: <{}>\r\nDate: Fri, 17 May 2024 01:00:00 +0000\r\n\r\n.", claim.mail.message_id);
        Readiness::Send { to: "reader@test.example".to_owned(), raw: raw.into(), fresh: None }
    }

    fn count(&self, how: &str) -> usize {
        self.seen.lock().expect("no panic in it").iter().filter(|(_, seen)| *seen == how).count()
    }
}

impl Composing for Watched {
    fn readiness(&self, claim: &Claim) -> Result<Readiness, ActionError> {
        Ok(self.ready(claim, "alone"))
    }

    fn look_ahead<'a>(&'a self, claims: &[Arc<Claim>]) -> Result<Vec<Later<'a>>, ActionError> {
        if let Some(fails) = self.fails {
            return Err(fails());
        }
        let later = |(at, claim): (usize, &Arc<Claim>)| -> Later<'a> {
            let claim = Arc::clone(claim);
            Box::new(move || {
                if at == 0 {
                    std::thread::sleep(self.takes);
                }
                Ok(self.ready(&claim, "together"))
            })
        };
        Ok(claims.iter().enumerate().map(later).collect())
    }
}

fn run(house: &House, watched: &Watched) -> Delivered {
    let run = Courier::default().deliver_with(&house.ctx, &house.over(4), watched, &|| true);
    run.expect("a run")
}

#[test]
fn what_was_read_long_ago_is_not_used() {
    let house = House::with_a_mail();
    house.with_many(30);
    let quick = Watched::new(Duration::ZERO, None);
    assert_eq!(run(&house, &quick).accepted, 31);
    assert_eq!((quick.count("together"), quick.count("alone")), (31, 0), "{:?}", quick.seen);
    execute(&house.ctx.db, "UPDATE mails SET state = 'pending', finished_at = NULL");
    let slow = Watched::new(Duration::from_millis(1_200), None);
    let one_line = Courier::default().deliver_with(&house.ctx, &house.over(1), &slow, &|| true);
    assert_eq!(one_line.expect("a run").accepted, 31);
    assert!(slow.count("alone") > 0 && slow.count("together") > 0, "{:?}", slow.seen);
}

#[test]
fn where_several_cannot_be_looked_at_together_each_is_by_itself() {
    let fails: [fn() -> ActionError; 2] = [|| ActionError::NotFound, || panic!("a defect")];
    for fails in fails {
        let house = House::with_a_mail();
        house.with_many(20);
        let watched = Watched::new(Duration::ZERO, Some(fails));
        let run = run(&house, &watched);
        assert_eq!((run.accepted, run.failed), (21, 0), "{run:?}");
        assert_eq!(watched.count("alone"), 21);
        assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE attempts > 1 OR last_error IS NOT NULL"), 0);
    }
}
