//! What became of a round of a background job: one that fails is told of until it is done again.

use super::{ActionError, Actor, Context};
use crate::db::job_failures;

/// So many characters of a reason are kept.
const REASON_CHARS: usize = 200;

/// Counts a failed round, or forgets the failures before one that was done.
pub fn note_job(ctx: &Context, job: &str, failed: Option<&str>) -> Result<(), ActionError> {
    match failed.map(without_addresses) {
        Some(reason) => ctx.write(&Actor::Scheduler, |tx| Ok(job_failures::count(tx.c, job, &reason, tx.now)?)),
        // A look is cheap; the writers' turn is not taken for nothing.
        None if ctx.db.read(job_failures::all)?.iter().any(|failure| failure.job == job) => {
            ctx.write(&Actor::Scheduler, |tx| Ok(job_failures::forget(tx.c, job)?))
        }
        None => Ok(()),
    }
}

/// One short line without mail addresses: anybody may read it.
fn without_addresses(reason: &str) -> String {
    let words = reason.split_whitespace().map(|word| if word.contains('@') { "***" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().take(REASON_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::without_addresses;

    #[test]
    fn a_reason_that_anybody_may_read_names_nobody() {
        let said = "550 5.1.1\n<ann@test.example>: no such mailbox";
        assert_eq!(without_addresses(said), "550 5.1.1 *** no such mailbox");
        assert_eq!(without_addresses(&"督".repeat(300)).chars().count(), 200);
    }
}
