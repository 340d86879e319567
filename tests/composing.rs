//! What is put into a mail: all that is to be said, in bounds, from what the mail is about alone.

mod bounds;
pub(crate) mod growth;
mod rules;
mod sized;
mod today;
mod together;
mod uncounted;

use duban::actions::{ActionError, End, claim_mails};
use duban::db::mail::outbox;
use duban::domain::id::MailId;
use duban::domain::mail::{MailEnd, MailState};
use duban::domain::person::Role;
use duban::letters::{Composed, Composer, Readiness};
use duban::mail::Letter;

use crate::support::database::{execute, number};
use crate::support::office::{OFFICE, Office};

const GUILIN: &str = "桂林市人民政府";

/// Queues an empty mail to whoever holds that post and returns its key.
fn mail_to(office: &Office, unit: &str, role: Role, kind: &str, key: &str) -> MailId {
    let now = office.ctx.clock.now();
    let post =
        format!("FROM posts AS p JOIN units AS u ON u.id = p.unit_id WHERE u.name = '{unit}' AND p.role = '{role}'");
    execute(
        office.db(),
        &format!(
            "INSERT INTO mails (key, person_id, kind, local_date, unit_id, role, message_id, state, not_before, created_at) \
             SELECT '{key}', p.person_id, '{kind}', '2024-06-05', p.unit_id, p.role, '{key}@test', 'pending', '{now}', \
             '{now}' {post}"
        ),
    );
    MailId::new(number(office.db(), &format!("SELECT id FROM mails WHERE key = '{key}'")) as i64)
}

/// The mail tells of all obligations for which the condition holds.
fn tell(office: &Office, mail: MailId, rung: &str, condition: &str) {
    execute(
        office.db(),
        &format!(
            "INSERT INTO notices (key, plan_id, subject, obligation_id, due_rev, rung, unit_id, role, channel, mail_id, \
             fired_on, rules, created_at) \
             SELECT 'obligation/' || o.id || '/{rung}/{mail}', o.plan_id, 'obligation', o.id, o.due_rev, '{rung}', \
             m.unit_id, m.role, 'mail', m.id, '2024-06-05', '', m.created_at \
             FROM obligations AS o JOIN mails AS m ON m.id = {mail} WHERE {condition}"
        ),
    );
}

/// A unit comes to owe so many more things by one date, each with these words.
fn pile(office: &Office, unit: &str, count: usize, due: &str, words: &str) {
    execute(
        office.db(),
        &format!(
            "INSERT INTO milestones (measure_id, position, phrase, due, kind, deliverable, owed_by, span_start, span_end) \
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) \
             SELECT (SELECT min(id) FROM measures), (SELECT max(position) FROM milestones) + i, '{due}', '{due}', 'deliverable', '{words}', '', \
             0, 0 FROM n; \
             INSERT INTO obligations (plan_id, measure_id, milestone_id, unit_id, kind, deliverable, due, original_due, \
             status, long_range, created_at) \
             SELECT 1, s.measure_id, s.id, u.id, 'dated', s.deliverable, s.due, s.due, 'assigned', FALSE, u.created_at \
             FROM milestones AS s JOIN units AS u ON u.name = '{unit}' WHERE s.phrase = '{due}'"
        ),
    );
}

/// What a mail says now.
fn composed(office: &Office, composer: &Composer, mail: MailId) -> Option<Letter> {
    let composed = office.db().read(|c| {
        let mail = outbox::find(c, mail)?;
        composer.compose(c, &mail)
    });
    match composed.expect("an answer") {
        Composed::Letter(composition) => Some(composition.letter),
        Composed::Nothing(..) => None,
    }
}

/// The message of the next mail that is due, and its letter.
fn message(office: &Office) -> (String, Letter) {
    let claim = claim_mails(&office.ctx, "test", End::First, 1).expect("an answer").pop().expect("a mail");
    match Composer::new(&office.ctx).readiness(&claim).expect("an answer") {
        Readiness::Send { raw, fresh: Some(frozen), .. } => {
            (raw.to_string(), Letter { subject: frozen.subject, text: frozen.body_text, html: frozen.body_html })
        }
        Readiness::Send { .. } => panic!("nothing was frozen before"),
        Readiness::Drop(state, reason) => panic!("{state}: {reason}"),
    }
}

#[test]
fn a_mail_whose_key_cannot_be_read_is_not_put_together_and_says_so() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    let keys = [("digest", "digest/1/W23"), ("digest", "day/1/2024-06-05"), ("event", "event/x/1"), ("event", "e/1/1")];
    for (kind, key) in keys {
        let id = mail_to(&office, OFFICE, Role::Leader, kind, key);
        let composed = office.db().read(|c| {
            let mail = outbox::find(c, id)?;
            Composer::new(&office.ctx).compose(c, &mail)
        });
        let composed = composed.expect("an answer");
        assert!(matches!(composed, Composed::Nothing(MailState::Failed, MailEnd::NotComposed)), "{key}");
    }
}
