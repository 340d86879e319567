//! What is none of the choices is refused with the field and with all that there is to choose from.

use duban::domain::bundle::MailKind;
use duban::domain::mail::{HeldMails, MailState};
use duban::domain::obligation::{Lamp, ObligationKind, Stage, Status};
use duban::domain::person::Role;
use duban::domain::plan::{Comparator, PlanKind};
use duban::domain::round::{Cadence, ReportsOn};
use duban::domain::trail::{On, Verb};
use duban::domain::unit::UnitClass;
use duban::strings::{Language, Strings};

use crate::support::app::TestApp;
use crate::support::database::execute;

fn words(all: &[impl ToString]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

/// What there is to choose from in a field: the group of the words in the catalogue, and the words.
fn choices(route: &str, column: &str) -> (&'static str, Vec<String>) {
    match (route.rsplit('/').next().unwrap_or_default(), column) {
        (_, "chase") => ("chase", words(&["open", "closed"])),
        ("proposals", "choice") => ("proposal", words(&["reminder_letter", "circular", "warning", "interview"])),
        (_, "choice") => ("proposal", words(&["circular"])),
        (_, "class") => ("unit_class", words(UnitClass::ALL)),
        ("release", _) => ("held_mails", words(HeldMails::ALL)),
        ("mails", "kind") => ("notice", words(MailKind::ALL)),
        ("plans", "kind") => ("plan_kind", words(PlanKind::ALL)),
        (_, "kind") => ("kind", words(ObligationKind::ALL)),
        (_, "lamp") => ("lamp", words(Lamp::ALL)),
        (_, "object") => ("object", words(On::NOUNS)),
        (_, "op") => ("comparator", words(Comparator::ALL)),
        (_, "overdue") => ("", words(&["true", "false"])),
        (_, "plan_kind") => ("plan_kind", words(PlanKind::ALL)),
        (_, "reports_on") => ("reports_on", words(ReportsOn::ALL)),
        (_, "cadence") => ("cadence", words(Cadence::ALL)),
        (_, "role") => ("role", words(Role::ALL)),
        (_, "stage") => ("stage", words(Stage::ALL)),
        (_, "state") => ("mail_state", words(MailState::ALL)),
        (_, "status") => ("status", words(Status::ALL)),
        (_, "verb") => ("verb", words(Verb::ALL)),
        // Every unit there is: the page has them in a list.
        (_, "unit") => ("", Vec::new()),
        _ => panic!("{route} {column}: what is there to choose from?"),
    }
}

/// Somebody proposes a circular about an obligation: that is all there is to choose from.
pub fn propose(app: &TestApp, obligation: &str) {
    let insert = format!(
        "INSERT INTO proposals (id, subject, plan_id, obligation_id, due_rev, rung, options, proposed_on, state, created_at, proposed_by) \
         VALUES (1, 'obligation', 1, {obligation}, 0, 'people/1', 'circular', '2024-04-20', 'proposed', '2024-04-20 00:00:00', \
         (SELECT min(id) FROM people))"
    );
    execute(&app.ctx.db, &insert);
}

/// The refusal names the field and every choice: a page by its words, a call by its own.
pub fn assert_named(route: &str, field: &str, refusal: &str) {
    let zh = Strings::of(Language::Zh);
    let column = field.rsplit('.').next().unwrap_or(field);
    let (group, words) = choices(route, column);
    let is_call = route.starts_with("/api/");
    let name = if is_call { column.to_owned() } else { format!("“{}”", zh.get(&format!("field.{column}"))) };
    assert!(refusal.contains(&name), "{route} {field}: the field is not named: {refusal}");
    for word in words {
        let shown = if is_call { word } else { zh.word(group, &word) };
        assert!(refusal.contains(&shown), "{route} {field}: {shown} may be chosen: {refusal}");
    }
}
