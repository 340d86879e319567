//! Several mails that leave at once are looked at together, and each says what it says by itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use duban::actions::Claim;
use duban::letters::Composing;

use super::*;
use crate::support::database::lines;

/// What is to be done with a mail, as text.
fn told(readiness: Result<Readiness, ActionError>) -> String {
    match readiness.expect("an answer") {
        Readiness::Send { to, raw, fresh } => format!("to {to}, frozen {}: {raw}", fresh.is_none()),
        Readiness::Drop(state, reason) => format!("{state}: {reason}"),
    }
}

/// What is said of each by itself, and of all of them together.
fn both_ways(office: &Office, claims: &[Arc<Claim>]) -> (Vec<String>, Vec<String>) {
    let composer = Composer::new(&office.ctx);
    let alone = claims.iter().map(|claim| told(composer.readiness(claim))).collect();
    let together = claims.chunks(32).flat_map(|lot| composer.look_ahead(lot).expect("a look"));
    (alone, together.map(|later| told(later())).collect())
}

/// A morning with mails of every kind, and with all that may have become of their readers and their matters since.
fn after_a_morning(day: &str) -> (Office, Vec<Arc<Claim>>) {
    let office = Office::full("2024-03-01");
    office.tick(&format!("{day} 08:00"));
    office.set_clock(&format!("{day} 09:00"));
    pile(&office, GUILIN, 30, "2024-05-30", "逾期");
    let long = mail_to(&office, OFFICE, Role::Coordinator, "overdue", "day/90001/2024-06-05");
    tell(&office, long, "+5", "o.due = '2024-05-30'");
    let short = mail_to(&office, OFFICE, Role::Leader, "overdue", "day/90002/2024-06-05");
    tell(&office, short, "-1", "o.id IN (SELECT id FROM obligations WHERE kind = 'dated' ORDER BY id LIMIT 3)");
    let claims = claim_mails(&office.ctx, "test", End::First, 1_000).expect("claims");
    execute(
        office.db(),
        "UPDATE people SET disabled_at = '2024-05-01 00:00:00' WHERE id % 11 = 3; \
         UPDATE people SET email = NULL WHERE id % 11 = 4; \
         INSERT INTO suspended_addresses (address, since, reason) \
         SELECT email, '2024-05-01 00:00:00', '550 5.1.1' FROM people WHERE id % 11 = 5 AND email IS NOT NULL; \
         UPDATE posts SET until = '2024-05-02' WHERE person_id % 11 = 6; \
         UPDATE obligations SET status = 'closed', awaiting = NULL WHERE unit_id % 3 = 0; \
         UPDATE obligations SET status = 'submitted', awaiting = 'lead' WHERE id % 7 = 3 AND status <> 'closed'; \
         UPDATE obligations SET due_rev = due_rev + 1 WHERE id % 7 = 4",
    );
    (office, claims)
}

/// So many mails are read together.
const LOT: usize = 32;

#[test]
fn a_mail_says_the_same_whether_it_is_looked_at_by_itself_or_with_others() {
    let mut seen = BTreeSet::new();
    for day in ["2024-06-05", "2024-06-24"] {
        let (office, claims) = after_a_morning(day);
        let (alone, together) = both_ways(&office, &claims);
        assert!(claims.len() > LOT, "{day}: {} mails are no more than are read together", claims.len());
        assert_eq!(alone, together, "{day}");
        seen.extend(alone.iter().map(|said| said.split([' ', ':']).next().unwrap_or_default().to_owned()));
        let ends = alone.iter().filter_map(|said| said.split_once(": ")).map(|(_, end)| end.chars().take(12).collect());
        seen.extend(ends);
    }
    for what in ["to", "cancelled", "suppressed", "post_ended", "no_address", "done_before"] {
        assert!(
            seen.contains(what),
            "no mail is {what}: {:?}",
            seen.iter().filter(|s| s.len() < 13).collect::<Vec<_>>()
        );
    }
}

#[test]
fn what_was_frozen_before_leaves_as_it_was_whoever_it_is_looked_at_with() {
    let office = Office::full("2024-03-01");
    office.tick("2024-06-05 09:00");
    execute(
        office.db(),
        "UPDATE mails SET subject = 'as it was', to_address = 'then@test.example' WHERE id % 2 = 0; \
         INSERT INTO mail_texts (mail_id, body_text, body_html, raw) \
         SELECT id, '', '', 'as it was ' || id FROM mails WHERE id % 2 = 0",
    );
    let claims = claim_mails(&office.ctx, "test", End::First, 1_000).expect("claims");
    let (alone, together) = both_ways(&office, &claims);
    assert_eq!(alone, together);
    for (claim, said) in claims.iter().zip(&together) {
        let id = claim.mail.id;
        let frozen = *said == format!("to then@test.example, frozen true: as it was {id}");
        assert_eq!(frozen, id.get() % 2 == 0, "{said}");
    }
}

#[test]
fn a_row_that_cannot_be_read_is_one_mails_trouble() {
    let office = Office::full("2024-03-01");
    office.tick("2024-06-05 09:00");
    let claims = claim_mails(&office.ctx, "test", End::First, 8).expect("claims");
    let id = claims[3].mail.id;
    execute(office.db(), &format!("UPDATE mails SET kind = 'event', key = 'event/999999/1' WHERE id = {id}"));
    execute(office.db(), "UPDATE mails SET owner = NULL, state = 'pending'");
    let claims = claim_mails(&office.ctx, "test", End::First, 8).expect("claims");
    let composer = Composer::new(&office.ctx);
    assert!(composer.look_ahead(&claims).is_err(), "one of them is enough");
    let alone = claims.iter().filter(|claim| composer.readiness(claim).is_ok()).count();
    assert_eq!(alone, claims.len() - 1);
    assert!(!lines(office.db(), "SELECT key AS line FROM mails").is_empty());
}

#[test]
fn a_mail_with_own_and_others_matters_takes_neither_for_the_other() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-05");
    let mail = mail_to(&office, GUILIN, Role::Liaison, "reminder", "day/90003/2024-06-05");
    let some = "o.id IN (SELECT id FROM obligations WHERE kind = 'dated' ORDER BY id LIMIT 4)";
    tell(&office, mail, "-1", some);
    let said = |office: &Office| composed(office, &Composer::new(&office.ctx), mail).expect("a letter").text;
    assert!(said(&office).contains("您所在单位的下列事项"), "{}", said(&office));
    let others = "UPDATE notices SET role = 'coordinator' WHERE id = (SELECT max(id) FROM notices)";
    execute(office.db(), others);
    let text = said(&office);
    assert!(text.contains("您所在单位承担的请按时报送；其余由有关单位承担"), "{text}");
    assert!(!text.contains("您所在单位的下列事项"), "{text}");
}
