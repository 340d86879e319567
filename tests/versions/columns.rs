//! Which text columns hold words of a vocabulary, and which hold what people or programs say.

use std::collections::BTreeSet;

/// Table, column, vocabulary, and the rows in which the tests put a word of another version, as conditions.
pub type Word = (&'static str, &'static str, &'static str, &'static [&'static str]);

/// Every column of words.
pub const WORDS: [Word; 36] = [
    ("units", "class", "UnitClass", &["name = '梧州市人民政府'"]),
    (
        "posts",
        "role",
        "Role",
        &["id = (SELECT max(p.id) FROM posts AS p JOIN people AS h ON h.id = p.person_id WHERE h.name = '双岗')"],
    ),
    ("plans", "state", "PlanState", &["title LIKE '%草原%'"]),
    ("plans", "kind", "PlanKind", &["id = 1", "state = 'draft'"]),
    // Its month is asked for as ever.
    ("plans", "reports_on", "ReportsOn", &["id = 1"]),
    ("measures", "cadence", "Cadence", &["id = (SELECT min(id) FROM measures)"]),
    (
        "obligations",
        "cadence",
        "Cadence",
        &["id = (SELECT min(id) FROM obligations WHERE kind = 'standing' AND plan_id = 1)"],
    ),
    ("rounds", "cadence", "Cadence", &["id = (SELECT min(id) FROM rounds)"]),
    ("assignments", "role", "AssignmentRole", &["id = (SELECT min(id) FROM assignments)", IN_DRAFT_SUPPORT]),
    (
        "milestones",
        "kind",
        "MilestoneKind",
        &["id IN (SELECT min(id) FROM milestones UNION SELECT max(id) FROM milestones)"],
    ),
    (
        "indicators",
        "op",
        "Comparator",
        &["id IN (SELECT min(id) FROM indicators UNION SELECT max(id) FROM indicators)"],
    ),
    ("problems", "severity", "Severity", &["id IN (SELECT min(id) FROM problems UNION SELECT max(id) FROM problems)"]),
    (
        "obligations",
        "kind",
        "ObligationKind",
        &[
            "id = (SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '南宁市人民政府' AND o.milestone_id IS NOT NULL)",
        ],
    ),
    (
        "obligations",
        "status",
        "Status",
        &[
            "id = (SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '柳州市人民政府' AND o.milestone_id IS NOT NULL)",
        ],
    ),
    ("obligations", "awaiting", "Awaiting", &["id = (SELECT min(id) FROM obligations WHERE awaiting IS NOT NULL)"]),
    ("obligations", "stage", "Stage", &["id = (SELECT max(id) FROM obligations WHERE stage IS NOT NULL)"]),
    ("reports", "stage", "Stage", &["id = (SELECT min(id) FROM reports)"]),
    ("audit", "actor_kind", "ActorKind", &["id = (SELECT max(id) FROM audit WHERE obligation_id IS NOT NULL)"]),
    ("audit", "channel", "AuditChannel", &["id = (SELECT max(id) FROM audit WHERE obligation_id IS NOT NULL)"]),
    ("approvals", "kind", "", &["id = (SELECT min(id) FROM approvals)"]),
    ("audit", "verb", "Verb", &["id = (SELECT min(id) FROM audit WHERE obligation_id IS NOT NULL)"]),
    ("audit", "object", "", &["id = (SELECT max(id) FROM audit WHERE obligation_id IS NOT NULL)"]),
    ("calendar_days", "kind", "DayKind", &["date = (SELECT min(date) FROM calendar_days WHERE date > '2024-08-01')"]),
    ("rule_versions", "kind", "RuleKind", &["kind = 'ladder'"]),
    ("rule_versions", "origin", "RuleOrigin", &["kind = 'lamp'"]),
    ("mails", "kind", "MailKind", &["id = (SELECT id FROM mails WHERE state = 'pending' ORDER BY id LIMIT 1)"]),
    ("mails", "role", "Role", &["id = (SELECT id FROM mails WHERE state = 'pending' ORDER BY id LIMIT 1 OFFSET 1)"]),
    (
        "mails",
        "state",
        "MailState",
        &["id = (SELECT id FROM mails WHERE state = 'pending' ORDER BY id LIMIT 1 OFFSET 2)"],
    ),
    ("notices", "subject", "", &["id = (SELECT min(id) FROM notices WHERE plan_id = 1 AND rung = '+1')"]),
    ("notices", "rung", "", &["id = (SELECT max(id) FROM notices WHERE plan_id = 1 AND rung = '+3')"]),
    ("notices", "role", "Role", &["id = (SELECT min(id) FROM notices WHERE rung = '+5')"]),
    ("notices", "channel", "Channel", &["id = (SELECT max(id) FROM notices WHERE rung = '+5')"]),
    ("proposals", "rung", "", &["id = (SELECT id FROM proposals ORDER BY id LIMIT 1)"]),
    ("proposals", "options", "ProposalKind", &["id = (SELECT id FROM proposals ORDER BY id LIMIT 1 OFFSET 1)"]),
    ("proposals", "state", "ProposalState", &["id = (SELECT id FROM proposals ORDER BY id LIMIT 1 OFFSET 2)"]),
    ("proposals", "choice", "ProposalKind", &["id = (SELECT id FROM proposals ORDER BY id LIMIT 1 OFFSET 3)"]),
];

const IN_DRAFT_SUPPORT: &str = "id = (SELECT min(a.id) FROM assignments AS a JOIN measures AS m ON m.id = a.measure_id \
     JOIN tasks AS t ON t.id = m.task_id JOIN plans AS p ON p.id = t.plan_id WHERE p.state = 'draft' AND a.role = 'support')";

/// What people and programs say: nothing that a rule asks for a word of its own.
const FREE: [(&str, &str); 38] = [
    ("units", "name short_name official_name phone"),
    ("unit_aliases", "alias"),
    ("people", "name email phone password_hash"),
    ("sign_in_links", "token_hash"),
    ("sessions", "browser id source"),
    ("former_passwords", "hash"),
    ("kept_forms", "token_hash action body"),
    ("plans", "title region source_name document document_sha256 proposed_whole file_sha256"),
    ("files", "sha256"),
    ("tasks", "section section_title number title"),
    ("measures", "subtitle text notes progress"),
    ("assignments", "written_as"),
    ("milestones", "phrase deliverable owed_by"),
    ("indicators", "name unit qualifier baseline scope quote proposed_unit"),
    ("problems", "message quote"),
    ("leftovers", "quote reason"),
    // A month; one that cannot be read was not reported for.
    ("obligations", "deliverable reported_period"),
    ("reports", "period progress figures problems help_needed next_steps evidence"),
    // A month; a round of one that cannot be read is as if it had not opened.
    ("rounds", "period"),
    ("audit", "actor actor_unit remark detail source"),
    ("refusals", "key"),
    ("calls", "subject about_span spoke_with phone answer once_key"),
    // The days of regions that are not ours are left out.
    ("calendar_days", "region name source"),
    // What cannot be read is passed by, and said.
    ("rule_versions", "source content created_by"),
    ("mails", "key to_address subject message_id owner last_error"),
    ("mail_texts", "body_text body_html raw"),
    // A month or a week; what cannot be read is of another version.
    ("notices", "key rules about_span"),
    ("proposals", "subject about_span remark reason"),
    ("beats", "name"),
    ("suspended_addresses", "address reason"),
    ("compatibility", ""),
    ("instance", "key branch"),
    ("sign_in_tries", "account place"),
    ("known_places", "place"),
    ("search_texts", "folded"),
    ("relay", "reason"),
    ("job_failures", "job reason"),
    ("unreadable_dates", "table_name column_name value"),
];

/// `table.column` of every text column.
fn text_columns() -> BTreeSet<String> {
    let mut columns = BTreeSet::new();
    // What is another sight of the same rows has no columns of its own.
    let own = |block: &&str| !block.trim().starts_with("#[sql_name");
    for block in include_str!("../../src/db/schema.rs").split("table! {").skip(1).filter(own) {
        let (table, rest) = block.trim().split_once(" (").expect("a table");
        let body = rest.split_once('{').expect("columns").1.split('}').next().expect("their end");
        for (name, kind) in body.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once(" -> ")) {
            if kind.contains("Text") {
                columns.insert(format!("{table}.{name}"));
            }
        }
    }
    columns
}

#[test]
fn every_text_column_is_a_word_or_free_text_and_every_vocabulary_has_its_column() {
    let words = WORDS.iter().map(|(table, column, ..)| format!("{table}.{column}"));
    let free = FREE
        .iter()
        .flat_map(|(table, columns)| columns.split_whitespace().map(move |column| format!("{table}.{column}")));
    let said: BTreeSet<String> = words.chain(free).collect();
    assert_eq!(text_columns(), said, "a new text column: is it a word of a vocabulary, or free text?");
    let source = include_str!("../../src/domain/stored.rs");
    let listed = source.rsplit("stored_as_word!(").next().expect("the list");
    let stored: BTreeSet<&str> =
        listed.lines().filter_map(|line| line.trim().strip_suffix(',')).filter(|name| !name.is_empty()).collect();
    let tried: BTreeSet<&str> = WORDS.iter().map(|(_, _, name, _)| *name).filter(|name| !name.is_empty()).collect();
    assert!(stored.len() >= 17, "the list has lost its way: {stored:?}");
    assert_eq!(stored, tried, "a stored vocabulary into whose column no test puts a word of another version");
}
