//! 人员: everybody with their posts, searched, in the units' order; and who is new. For the system administrator.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::{Deserialize, Serialize};

use super::entry::link_address;
use crate::actions::{self, ActionError, AddPerson, AddedPerson, Consent, chosen, typed_if_any, typed_or};
use crate::app::App;
use crate::config::{Concern, concerns};
use crate::db::counted::Counted;
use crate::db::people::directory::{ListedPost, WantedPeople};
use crate::db::people::persons::Person;
use crate::db::people::units::Unit;
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::domain::typed::SearchWords;
use crate::strings::Message;
use crate::views::{self, Accounts, Locks};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::{Posted, pressed};
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{filter, language, way};

/// Rows a page.
const PAGE: i64 = 100;

#[derive(Template)]
#[template(path = "accounts.html")]
struct PeoplePage {
    page: Page,
    search: Search,
    people: Vec<(Person, Vec<ListedPost>)>,
    total: Counted,
    /// The address of the next page.
    more: Option<String>,
    /// Whoever is kept out by wrong passwords, and why.
    locks: Locks,
    units: Vec<Unit>,
    roles: &'static [Role],
    typed: PersonForm,
    /// A one-time link that was just made: shown once.
    link: Option<(String, String)>,
    /// Settings that are likely to be a mistake.
    concerns: Vec<Concern>,
    /// What was done, and what a link waits for.
    notices: Vec<String>,
    /// The field that cannot be used, where it is one of the form's, and why.
    refused: Option<(&'static str, String)>,
}

impl PeoplePage {
    /// What is wrong with a field of the form.
    fn fault(&self, field: &str) -> Option<&str> {
        self.refused.as_ref().filter(|(at, _)| *at == field).map(|(_, reason)| reason.as_str())
    }
}

/// What is looked for, as it stands in the address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    q: String,
    after: String,
}

impl Search {
    fn wanted(&self) -> Result<WantedPeople, ActionError> {
        Ok(WantedPeople {
            words: typed_if_any::<SearchWords>("q", &self.q)?,
            after: filter::value("after", &self.after)?,
            limit: PAGE,
        })
    }
}

/// What the form for a new person sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    name: String,
    email: String,
    phone: String,
    unit: String,
    role: String,
    /// The button.
    then: String,
}

/// What a page has beside the list.
#[derive(Default)]
struct Shown {
    typed: PersonForm,
    link: Option<(String, String)>,
    notices: Vec<String>,
    refused: Option<(StatusCode, &'static str, String)>,
}

/// Everybody with their posts, or those who are looked for.
///
/// # Errors
/// Forbidden for everybody but the system administrator.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    search: web::Query<Search>,
) -> Result<HttpResponse, WebError> {
    let known = filter::known(&request, &["q", "after"]);
    let refused = known.err().map(|error| answer::refused(&request, &app, error)).transpose()?;
    draw(&request, &app, &reader, (search.into_inner(), Shown { refused, ..Shown::default() })).await
}

/// Adds a person and shows the one-time link, once.
///
/// # Errors
/// Forbidden for everybody but the system administrator.
pub(crate) async fn add(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<PersonForm>,
) -> Result<HttpResponse, WebError> {
    let form = form.0;
    let wish = form.clone();
    let added = way::act(&app, &reader, move |ctx, actor| {
        let wish = AddPerson::try_from(&wish)?;
        actions::add_people(ctx, actor, &[wish]).map_err(|(_, error)| error)
    });
    let shown = match added.await {
        Ok(added) => {
            let person = added.into_iter().next();
            let notices = person.as_ref().map(|person| added_words(person, &form.email)).unwrap_or_default();
            let notices = notices.iter().map(|words| language::said(&request, &app, words)).collect();
            let linked = person.and_then(|person| Some((person.name, person.link_token?)));
            let link =
                linked.map(|(name, token)| Ok::<_, ActionError>((name, link_address(&app, &token)?))).transpose()?;
            Shown { link, notices, ..Shown::default() }
        }
        Err(error) => {
            let refused = Some(answer::refused(&request, &app, error)?);
            Shown { typed: form, refused, ..Shown::default() }
        }
    };
    draw(&request, &app, &reader, (Search::default(), shown)).await
}

async fn draw(
    request: &HttpRequest,
    app: &App,
    reader: &SignedIn,
    (search, shown): (Search, Shown),
) -> Result<HttpResponse, WebError> {
    let (wanted, bad_search) = match search.wanted() {
        Ok(wanted) => (wanted, None),
        Err(error) => (WantedPeople { limit: PAGE, ..WantedPeople::default() }, Some(error)),
    };
    let loaded =
        way::read_office(app, reader, Right::ManagePeople, move |ctx, c| views::accounts(ctx, c, &wanted)).await;
    let Shown { typed, link, notices, refused } = shown;
    let Accounts { people, total, next, units, blocked } = match (loaded, &link) {
        // A link that was just made is stored and is never shown again: the list may fail, the link must not.
        (Err(_), Some(_)) => Accounts::default(),
        (loaded, _) => loaded?,
    };
    let refused = match bad_search {
        Some(error) => Some(answer::refused(request, app, error)?),
        None => refused,
    };
    let status = refused.as_ref().map_or(StatusCode::OK, |(status, ..)| *status);
    let refused = refused.map(|(_, field, reason)| (field, reason));
    let page = Page::for_reader(request, app, reader, "nav.people");
    let locks = views::locks_in_words(page.t, &blocked);
    let next = next.map(|last| Search { after: last.to_string(), ..search.clone() });
    let more = next.and_then(|next| serde_html_form::to_string(next).ok()).map(|query| format!("/people?{query}"));
    let (roles, concerns) = (Role::ALL, concerns(&app.ctx.settings));
    let shown =
        PeoplePage { page, search, people, total, more, locks, units, roles, typed, link, notices, concerns, refused };
    Ok(answer::html(status, &shown))
}

impl TryFrom<&PersonForm> for AddPerson {
    type Error = ActionError;

    fn try_from(form: &PersonForm) -> Result<Self, ActionError> {
        pressed(&form.then)?;
        Ok(Self {
            name: typed_or("name", &form.name, "person.no_name")?,
            email: typed_if_any("email", &form.email)?,
            phone: typed_if_any("phone", &form.phone)?,
            unit: typed_or("unit", &form.unit, "person.no_unit")?,
            role: role_of(&form.role)?,
        })
    }
}

/// What there is to say of somebody who was added.
fn added_words(person: &AddedPerson, email: &str) -> Vec<Message> {
    let known = person.known.iter().flat_map(|known| known.words(&person.name));
    known.chain(consent_words(person, email)).collect()
}

/// What the link of somebody who was added waits for.
fn consent_words(person: &AddedPerson, email: &str) -> Option<Message> {
    let words = match person.consent? {
        Consent::Waits => Message::new("consent.asked"),
        Consent::NobodyThere(why) => {
            Message::new("consent.added_nobody").with_word("why", "absent", why.as_str()).with("email", email)
        }
    };
    Some(words.with("name", &person.name))
}

/// The role that was chosen.
pub(super) fn role_of(text: &str) -> Result<Role, ActionError> {
    match text {
        "" => Err(ActionError::invalid("role", Message::new("person.no_role"))),
        role => chosen("role", role, ("role", Role::ALL)),
    }
}
