//! The tests' own look at what is left behind finds what it is there for.

use duban::db::DbError;

use crate::support::database::execute;
use crate::support::leftovers::Leftover;
use crate::support::office::Office;

#[test]
fn a_failed_job_an_open_transaction_and_a_mail_that_could_not_be_composed_are_found() {
    let office = Office::full("2024-03-01");
    office.tick("2024-05-17");
    let left = || office.database.leftovers().into_iter().map(|(leftover, _)| leftover).collect::<Vec<_>>();
    assert_eq!(left(), []);
    let in_the_middle = office.db().write(|_| Ok::<_, DbError>(left()));
    assert_eq!(in_the_middle.expect("a transaction"), [Leftover::OpenTransaction]);
    execute(
        office.db(),
        "INSERT INTO job_failures (job, rounds, since, last_at, reason) \
         VALUES ('tick', 1, '2024-05-17 01:00:00', '2024-05-17 01:00:00', 'no ladder'); \
         UPDATE mails SET last_error = 'not_composed: no letter' WHERE id = (SELECT min(id) FROM mails)",
    );
    assert_eq!(left(), [Leftover::FailedJob, Leftover::UncomposedMail]);
    office.database.may_leave(Leftover::FailedJob);
    office.database.may_leave(Leftover::UncomposedMail);
    assert_eq!(left(), []);
}
