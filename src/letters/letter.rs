//! The one form of all letters: who is addressed, what stands in it under headings, how to answer, whom to telephone. Text
//! and HTML are two views of it, so that they say the same.

use askama::Template;

use super::wording::{NAME_CHARS, Wording, cut};
use crate::actions::{ActionError, Context};
use crate::db::people::persons::{Contact, Person};
use crate::db::people::units::Unit;
use crate::domain::person::Role;
use crate::mail;
use crate::strings::{Strings, marked};

/// So many coordinators stand at the end of a letter.
const COORDINATORS: usize = 5;

/// A letter before it is drawn.
#[derive(Default)]
pub(super) struct Draft {
    /// The subject.
    pub subject: String,
    /// What it is about, in a sentence.
    pub opening: String,
    /// The same for a letter that does not have everything.
    pub opening_in_part: Option<String>,
    /// Figures that come before everything else: label and figure.
    pub figures: Vec<(String, String)>,
    /// The matters.
    pub sections: Vec<Section>,
    /// What to do, a sentence each.
    pub advice: Vec<String>,
    /// What stands above it; how to report, where nothing else is said.
    pub advice_title: Option<String>,
    /// The address of the page where it is done.
    pub link: String,
}

/// Matters under one heading.
#[derive(Default)]
pub(super) struct Section {
    /// The heading.
    pub title: String,
    /// One matter after the other.
    pub entries: Vec<Entry>,
    /// Or a table: its head, then its rows.
    pub head: Vec<String>,
    /// Cells in the order of the head; a share of 100 is drawn as a bar.
    pub rows: Vec<(Vec<String>, Option<u32>)>,
    /// So many matters there are under it, listed or not.
    pub total: usize,
    /// The address of the page that lists them all; empty where the reader has none.
    pub all: String,
    /// Whether a text in the table is cut.
    pub is_cut: bool,
    /// What is not here, in words.
    pub more: Option<String>,
}

/// One matter.
pub(super) struct Entry {
    /// Its name.
    pub title: String,
    /// Whether it is late.
    pub late: bool,
    /// Whether a text of it is cut.
    pub is_cut: bool,
    /// Label and what there is to say.
    pub facts: Vec<(String, String)>,
    /// Its own page.
    pub link: String,
}

/// The reader and the office, as the letter names them.
pub(super) struct Parties<'a> {
    /// Who reads.
    pub person: &'a Person,
    /// The unit of the post it is written to.
    pub unit: &'a Unit,
    /// The post.
    pub role: Role,
    /// Whom to telephone: the coordinators.
    pub office: &'a [Contact],
    /// The coordinating unit's own name and telephone.
    pub office_unit: Option<&'a Unit>,
}

#[derive(Template)]
#[template(path = "mail/letter.txt", escape = "none")]
struct Text<'a> {
    t: &'static Strings,
    draft: &'a Draft,
    demo: bool,
    greeting: &'a str,
    office: &'a [String],
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    t: &'static Strings,
    draft: &'a Draft,
    demo: bool,
    greeting: &'a str,
    office: &'a [String],
}

/// Draws a letter in both forms.
///
/// # Errors
/// A template that cannot be drawn.
pub(super) fn draw(
    ctx: &Context,
    wording: &Wording,
    parties: &Parties<'_>,
    draft: &Draft,
) -> Result<mail::Letter, ActionError> {
    let (t, demo) = (wording.t, ctx.settings.demo);
    let role = t.word("role", parties.role.as_str());
    let (name, unit) = (cut(&parties.person.name, NAME_CHARS), cut(&parties.unit.name, NAME_CHARS));
    let greeting = t.fill("mail.greeting", &[("name", &name), ("unit", &unit), ("role", &role)]);
    let office = office_lines(wording, parties);
    let (greeting, office) = (greeting.as_str(), office.as_slice());
    let text = Text { t, draft, demo, greeting, office }.render();
    let html = Html { t, draft, demo, greeting, office }.render();
    let (Ok(text), Ok(html)) = (text, html) else { return Err(ActionError::Unavailable) };
    let mark = if demo { t.get("mail.demo_mark") } else { "" };
    Ok(mail::Letter { subject: format!("{mark}{}", draft.subject), text: tidy(&text), html: marked(html) })
}

fn office_lines(wording: &Wording, parties: &Parties<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if let Some(unit) = parties.office_unit {
        let phone = unit.phone.as_deref().map(|phone| cut(phone, NAME_CHARS));
        let phone = phone.map(|phone| wording.t.fill("mail.contact_phone", &[("phone", &phone)]));
        lines.push(format!("{}{}", cut(&unit.name, NAME_CHARS), phone.unwrap_or_default()));
    }
    lines.extend(parties.office.iter().take(COORDINATORS).map(|contact| wording.contact(contact)));
    if parties.office.len() > COORDINATORS {
        lines.push(wording.t.fill("mail.more_contacts", &[("n", &(parties.office.len() - COORDINATORS))]));
    }
    lines
}

/// No line ends in blanks and no two empty lines follow each other, whatever the template left.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && empty {
            continue;
        }
        empty = line.is_empty();
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy
}
