//! Every write is an action: who opens a transaction that writes is named here.

use std::collections::BTreeMap;

use super::sources;

/// Who does, and how often its code says so: the one way of the actions, and the two signs of life that are worth no
/// waiting.
const WRITERS: [(&str, usize); 3] = [("actions/context.rs", 3), ("app/write_check.rs", 1), ("web/guard.rs", 1)];

/// Who has dates that nobody can read moved out of the way, beside whatever meets one.
const CLEARERS: [(&str, usize); 2] = [("actions/tidy.rs", 1), ("cli/start.rs", 1)];

/// What is done outside of any transaction, where nothing would hold a write off.
const BARE: [(&str, usize); 1] = [("cli/backup.rs", 1)];

/// Who writes by a statement that is a transaction by itself, and lends the pen to that.
const STROKES: [(&str, usize); 1] = [("actions/mail/deliver_mail.rs", 1)];
const PENS: [(&str, usize); 1] = [("delivery/ledger.rs", 1)];

/// How often code calls something of the database whose name begins so, be the call on a line of its own.
fn calls(code: &str, name: &str) -> usize {
    let code: String = code.split_whitespace().collect();
    let of_database =
        ["db.", "database.", "pen."].iter().map(|database| code.matches(&format!("{database}{name}")).count());
    of_database.sum()
}

fn callers(name: &str) -> BTreeMap<String, usize> {
    let outside = sources().into_iter().filter(|source| source.module != "db");
    let counted = outside.map(|source| (source.path.display().to_string(), calls(&source.code(), name)));
    counted.filter(|(_, count)| *count > 0).collect()
}

fn named(known: &[(&str, usize)]) -> BTreeMap<String, usize> {
    known.iter().map(|(path, count)| ((*path).to_owned(), *count)).collect()
}

#[test]
fn whatever_writes_is_an_action_or_named() {
    assert_eq!(callers("write"), named(&WRITERS), "a write is an action: `Context::write`");
    assert_eq!(callers("clear_dates("), named(&CLEARERS), "dates are cleared once an hour and after a migration");
    assert_eq!(callers("bare("), named(&BARE), "what is read is read in a transaction: `Database::read`");
    assert_eq!(callers("stroke("), named(&STROKES), "whoever marks mails writes so, and nobody else");
    assert_eq!(callers("pen("), named(&PENS), "a pen is a connection more");
    assert_eq!(calls("app.ctx.db\n    .write_at_once(|c| touch(c));\ndatabase.write(f)", "write"), 2, "lost its way");
}
