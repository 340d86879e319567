//! That mails are about to leave, and that they were taken, is written down by whoever holds them, at once and once.

use std::sync::{Arc, Barrier};

use diesel::connection::SimpleConnection as _;
use duban::actions::{ActionError, Came, Claim, End, Note, What, claim_mails, write_down};
use duban::db::mail::mail_texts::Frozen;
use duban::db::{DbError, PROGRAM_LEVEL, Pen, asked_here};
use duban::domain::mail::MailState;
use duban::mail::Outcome;

use super::*;

/// Some mails in the hands of `courier/one`.
fn claimed(house: &House, mails: usize) -> Vec<Arc<Claim>> {
    let claims = claim_mails(&house.ctx, "courier/one", End::First, mails).expect("claims");
    assert_eq!(claims.len(), mails);
    claims
}

/// It is about to leave, with new bytes.
fn handing() -> What {
    let frozen = Frozen {
        to_address: "reader@test.example".to_owned(),
        subject: "督办".to_owned(),
        body_text: "It's \"said\" {1,2}, \\ and 'so'".to_owned(),
        body_html: "<p>NULL</p>".to_owned(),
        raw: "Subject: x\r\n\r\n.\r\n".into(),
    };
    What::Handing(Some(Arc::new(frozen)))
}

fn taken() -> What {
    What::Came(Came { outcome: Outcome::Accepted, server_took_one_at: None, fresh: None })
}

/// Writes the same down of each.
fn write(
    house: &House,
    pen: &mut Pen<'_>,
    claims: &[Arc<Claim>],
    what: &What,
) -> Result<Vec<Option<MailState>>, ActionError> {
    let notes = claims.iter().map(|claim| Note { claim: claim.clone(), what: what.clone() });
    let notes: Vec<Note> = notes.collect();
    write_down(&house.ctx, pen, &notes.iter().collect::<Vec<_>>())
}

#[test]
fn what_another_courier_is_just_taking_is_marked_only_if_that_comes_to_nothing() {
    for (what, stands) in [(handing(), MailState::Handed), (taken(), MailState::Accepted)] {
        for is_lost in [true, false] {
            let house = House::with_a_mail();
            let (claims, mut pen, both) = (claimed(&house, 1), house.ctx.db.pen(), Barrier::new(2));
            let found = std::thread::scope(|scope| {
                scope.spawn(|| {
                    let taking = house.ctx.db.write(|c| {
                        c.batch_execute("UPDATE mails SET owner = 'courier/two', fence = fence + 1")?;
                        both.wait();
                        std::thread::sleep(Duration::from_millis(300));
                        if is_lost { Ok(()) } else { Err(DbError::NotFound) }
                    });
                    assert_eq!(taking.is_ok(), is_lost);
                });
                both.wait();
                write(&house, &mut pen, &claims, &what).expect("an answer")
            });
            assert_eq!(found, [(!is_lost).then_some(stands)]);
            let is_handed = !is_lost && stands == MailState::Handed;
            assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mail_texts"), usize::from(is_handed));
            assert_eq!(house.unsettled() == 0, !is_lost && stands == MailState::Accepted);
            let held =
                "SELECT count(*) FROM mails WHERE owner = 'courier/two' AND state = 'leased' AND subject IS NULL";
            assert_eq!(number(&house.ctx.db, held), usize::from(is_lost));
        }
    }
}

#[test]
fn of_several_mails_those_are_marked_that_are_held_and_their_texts_are_kept_as_they_are() {
    let house = House::with_a_mail();
    house.with_many(2);
    let (claims, mut pen) = (claimed(&house, 3), house.ctx.db.pen());
    execute(&house.ctx.db, "UPDATE mails SET fence = fence + 1 WHERE id = 1001");
    let handed = write(&house, &mut pen, &claims, &handing()).expect("an answer");
    assert_eq!(handed, [Some(MailState::Handed), None, Some(MailState::Handed)]);
    let kept =
        lines(&house.ctx.db, "SELECT mail_id || ' ' || body_text || body_html AS line FROM mail_texts ORDER BY 1");
    assert_eq!(kept, [1, 1002].map(|id| format!("{id} It's \"said\" {{1,2}}, \\ and 'so'<p>NULL</p>")));
    let frozen = "SELECT count(*) FROM mails WHERE subject = '督办' AND to_address = 'reader@test.example' AND handed_at IS NOT NULL";
    assert_eq!(number(&house.ctx.db, frozen), 2);
    let accepted = write(&house, &mut pen, &claims, &taken()).expect("an answer");
    assert_eq!(accepted, [Some(MailState::Accepted), None, Some(MailState::Accepted)]);
    assert_eq!(
        lines(&house.ctx.db, "SELECT DISTINCT mail_id || '' AS line FROM notices WHERE settled_at IS NULL"),
        ["1001"]
    );
}

/// On a server each round counts; an embedded database has none.
#[test]
fn on_a_server_marking_is_one_round() {
    let house = House::with_a_mail();
    if !house.database.is_postgres() {
        return;
    }
    house.with_many(9);
    let (claims, mut pen) = (claimed(&house, 10), house.ctx.db.pen());
    for what in [handing(), taken()] {
        let before = asked_here();
        write(&house, &mut pen, &claims, &what).expect("an answer");
        assert_eq!(asked_here().since(before).statements, 1);
    }
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state = 'accepted' AND owner IS NULL"), 10);
}

/// The answer to a statement that is a transaction by itself may be lost after it was stored; the next try finds it done.
#[test]
fn what_was_marked_as_taken_is_so_however_often_it_is_written_down() {
    let house = House::with_a_mail();
    if !house.database.is_postgres() {
        return;
    }
    let (claims, mut pen) = (claimed(&house, 1), house.ctx.db.pen());
    for cut in [false, true, false] {
        if cut {
            house.database.cutter()();
        }
        let stand = write(&house, &mut pen, &claims, &taken()).expect("an answer");
        assert_eq!((stand, house.states()), (vec![Some(MailState::Accepted)], vec!["accepted 1 0".to_owned()]));
    }
    execute(&house.ctx.db, "UPDATE mails SET state = 'pending', fence = fence + 1");
    assert_eq!(write(&house, &mut pen, &claims, &taken()).expect("an answer"), [None], "it was queued once more");
}

#[test]
fn a_program_that_has_become_too_old_marks_nothing_and_is_told_so() {
    let house = House::with_a_mail();
    let (claims, mut pen) = (claimed(&house, 1), house.ctx.db.pen());
    for level in [PROGRAM_LEVEL + 1, PROGRAM_LEVEL] {
        execute(&house.ctx.db, &format!("UPDATE compatibility SET oldest_program = {level}"));
        let is_too_old = level > PROGRAM_LEVEL;
        let written = write(&house, &mut pen, &claims, &handing());
        assert_eq!(matches!(written, Err(ActionError::NoStorage(DbError::TooNew { .. }))), is_too_old, "{written:?}");
        assert_eq!(house.states(), [if is_too_old { "leased 1 0" } else { "handed 1 0" }]);
        assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mail_texts"), usize::from(!is_too_old));
    }
    execute(&house.ctx.db, "DELETE FROM compatibility");
    assert!(write(&house, &mut pen, &claims, &taken()).is_err(), "nobody knows who may write");
    assert_eq!(house.states(), ["handed 1 0"]);
}
