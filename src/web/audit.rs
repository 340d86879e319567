//! 审计日志: what everybody did and what was refused, for the audit administrator; nobody can change it.

pub(super) mod export;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::answer;
use super::error::WebError;
use super::guard::SignedIn;
use super::page::{self, Page};
use super::{filter, language, way};
use crate::actions::{ActionError, bad_choice};
use crate::app::App;
use crate::clock;
use crate::db::people::refusals::Repeats;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::strings::{Message, Strings};
use crate::views::{self, AskedTrail, Fact, Trail, TrailRow, said};

/// Rows a page.
const PAGE: i64 = 100;

/// So much of a value is shown on the page; the copy has all of it.
const SHOWN_CHARS: usize = 200;

/// What the address may have in it.
const NAMES: [&str; 10] = ["who", "about", "unit", "verb", "object", "id", "since", "until", "source", "before"];

/// The filters as they stand in the address; empty means all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    who: String,
    about: String,
    unit: String,
    verb: String,
    object: String,
    id: String,
    since: String,
    until: String,
    source: String,
    before: String,
}

impl Filter {
    fn asked(&self) -> Result<AskedTrail, ActionError> {
        let number = filter::value("id", &self.id)?;
        let noun = self.noun()?;
        if number.is_some() && noun.is_none() {
            return Err(ActionError::invalid("id", Message::new("audit.choose_noun")));
        }
        Ok(AskedTrail {
            who: self.who.clone(),
            about: self.about.clone(),
            unit: self.unit.clone(),
            verb: filter::word("verb", &self.verb, ("verb", Verb::ALL))?,
            noun,
            number,
            from: filter::day("since", &self.since)?,
            to: filter::day("until", &self.until)?,
            source: self.source.clone(),
            before: filter::value("before", &self.before)?,
            limit: PAGE,
        })
    }

    fn noun(&self) -> Result<Option<String>, ActionError> {
        match self.object.trim() {
            "" => Ok(None),
            noun if On::NOUNS.contains(&noun) => Ok(Some(noun.to_owned())),
            other => Err(bad_choice("object", other, ("object", On::NOUNS))),
        }
    }

    /// What is filtered by, as it was typed: name of the field and its text.
    fn typed(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("who", &self.who),
            ("about", &self.about),
            ("unit", &self.unit),
            ("verb", &self.verb),
            ("object", &self.object),
            ("id", &self.id),
            ("since", &self.since),
            ("until", &self.until),
            ("source", &self.source),
        ];
        all.into_iter().map(|(name, text)| (name, text.trim())).filter(|(_, text)| !text.is_empty()).collect()
    }

    /// The filters alone, as an address has them.
    fn query(&self) -> String {
        serde_html_form::to_string(self.typed()).unwrap_or_default()
    }

    /// The address of what comes after a full page.
    fn older(&self, rows: &[TrailRow]) -> Option<String> {
        let full = i64::try_from(rows.len()).is_ok_and(|rows| rows == PAGE);
        let last = rows.last().filter(|_| full)?.entry.id.to_string();
        let pairs: Vec<_> = self.typed().into_iter().chain([("before", last.as_str())]).collect();
        serde_html_form::to_string(pairs).ok().map(|query| format!("/audit?{query}"))
    }
}

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    page: Page,
    filter: Filter,
    verbs: &'static [Verb],
    nouns: Vec<String>,
    trail: Trail,
    /// The address of the next page.
    older: Option<String>,
    error: Option<String>,
}

impl AuditPage {
    fn said(&self, row: &TrailRow) -> Vec<Fact> {
        said(self.page.t, &row.entry)
    }

    /// A value as far as the page shows it.
    fn cut(&self, text: &str) -> String {
        page::cut(text, SHOWN_CHARS)
    }

    /// How many rows there are, as far as they are counted.
    fn count(&self) -> String {
        let key = if self.trail.total.or_more { "audit.count_or_more" } else { "audit.count" };
        self.page.fill(key, "n", self.trail.total.rows)
    }

    /// How often something was refused in its hour.
    fn repeats(&self, times: &Repeats) -> String {
        repeats(self.page.t, times)
    }

    /// The number of the thing that a row is about, where it has one.
    fn number(&self, row: &TrailRow) -> Option<i64> {
        Some(row.entry.object_id).filter(|number| *number != 0)
    }
}

/// How often something was refused in its hour, in words.
fn repeats(t: &Strings, repeats: &Repeats) -> String {
    let time = clock::to_local(repeats.last_at).format("%H:%M").to_string();
    t.fill("audit.repeats", &[("n", &repeats.times), ("time", &time)])
}

/// The trail, newest first.
///
/// # Errors
/// Forbidden for everybody but the audit administrator.
pub(super) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    filter: web::Query<Filter>,
) -> Result<HttpResponse, WebError> {
    let wish = filter::known(&request, &NAMES).and_then(|()| filter.asked());
    let found = way::read_office(&app, &reader, Right::SeeAudit, move |_, c| {
        let found = match &wish {
            Ok(asked) => views::trail(c, asked),
            Err(reason) => return Ok(Err(reason.message())),
        };
        match found {
            Err(ActionError::Invalid { reason, .. }) => Ok(Err(reason)),
            found => found.map(Ok),
        }
    });
    let (trail, error): (Trail, _) = match found.await? {
        Ok(trail) => (trail, None),
        Err(reason) => (Trail::default(), Some(language::said(&request, &app, &reason))),
    };
    let page = Page::for_reader(&request, &app, &reader, "nav.audit");
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let older = filter.older(&trail.rows);
    let nouns = On::NOUNS.iter().map(|noun| (*noun).to_owned()).collect();
    let filter = filter.into_inner();
    Ok(answer::html(status, &AuditPage { page, filter, verbs: Verb::ALL, nouns, trail, older, error }))
}
