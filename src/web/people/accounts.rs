//! 人员: accounts and posts, for the system administrator.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::actions::{self, ActionError, AddPerson, chosen, typed, typed_if_any, typed_or};
use crate::app::App;
use crate::config::{Concern, concerns};
use crate::db::people::persons::{self, Person, Post};
use crate::db::people::units::Unit;
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::strings::Message;
use crate::views::{self, Accounts, Locks};
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted};
use crate::web::guard::SignedIn;
use crate::web::page::{self, Page};
use crate::web::{language, way};

#[derive(Template)]
#[template(path = "accounts.html")]
struct PeoplePage {
    page: Page,
    people: Vec<(Person, Vec<Post>)>,
    /// Whoever is kept out by wrong passwords, and why.
    locks: Locks,
    units: Vec<Unit>,
    roles: &'static [Role],
    typed: PersonForm,
    /// A one-time link that was just made: shown once.
    link: Option<(String, String)>,
    /// Settings that are likely to be a mistake.
    concerns: Vec<Concern>,
    error: Option<String>,
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
}

/// Everybody with their posts.
///
/// # Errors
/// Forbidden for everybody but the system administrator.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    draw(&request, &app, &reader, (PersonForm::default(), None, None)).await
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
    match added.await {
        Ok(added) => {
            let linked = added.into_iter().next().and_then(|person| Some((person.name, person.link_token?)));
            let link = linked.map(|(name, token)| Ok::<_, ActionError>((name, address(&app, &token)?))).transpose()?;
            draw(&request, &app, &reader, (PersonForm::default(), link, None)).await
        }
        Err(ActionError::Invalid { reason, .. } | ActionError::Conflict { reason, .. }) => {
            let reason = language::said(&request, &app, &reason);
            draw(&request, &app, &reader, (form, None, Some(reason))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Defines the handler of a button beside an account: what it is called when done, and the action.
macro_rules! button {
    ($(#[$meta:meta])* $name:ident, $done:literal, $action:path) => {
        $(#[$meta])*
        ///
        /// # Errors
        /// Forbidden for everybody but the system administrator.
        pub(crate) async fn $name(
            app: web::Data<App>,
            reader: SignedIn,
            id: web::Path<PersonId>,
            _form: Posted<NoFields>,
        ) -> Result<HttpResponse, WebError> {
            way::act(&app, &reader, move |ctx, actor| $action(ctx, actor, *id)).await?;
            Ok(page::see_other(concat!("/people?done=", $done)))
        }
    };
}

button! {
    /// Disables a person: every session ends at once.
    disable, "disabled", actions::disable_person
}

button! {
    /// Forgets the wrong passwords at somebody's account.
    unlock, "unlocked", actions::unlock_account
}

/// Makes a new one-time link and shows it, once.
///
/// # Errors
/// Forbidden for everybody but the system administrator.
pub(crate) async fn renew_link(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PersonId>,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let id = *id;
    let token = way::act(&app, &reader, move |ctx, actor| actions::renew_link(ctx, actor, id)).await?;
    // The link is there by now, and is shown this once even where the name cannot be read.
    let name = way::read(&app, &reader, move |_, c, _| Ok(persons::find(c, id)?.name)).await.unwrap_or_default();
    let link = Some((name, address(&app, &token)?));
    draw(&request, &app, &reader, (PersonForm::default(), link, None)).await
}

fn address(app: &App, token: &str) -> Result<String, ActionError> {
    actions::password_link(&app.ctx, token)
}

type Shown = (PersonForm, Option<(String, String)>, Option<String>);

async fn draw(request: &HttpRequest, app: &App, reader: &SignedIn, shown: Shown) -> Result<HttpResponse, WebError> {
    let loaded = way::read_office(app, reader, Right::ManagePeople, views::accounts).await;
    let (typed, link, error) = shown;
    let Accounts { people, units, blocked } = match (loaded, &link) {
        // A link that was just made is stored and is never shown again: the list may fail, the link must not.
        (Err(_), Some(_)) => Accounts::default(),
        (loaded, _) => loaded?,
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page::for_reader(request, app, reader, "nav.people");
    let locks = views::locks_in_words(page.t, &blocked);
    let concerns = concerns(&app.ctx.settings);
    let people_page = PeoplePage { page, people, locks, units, roles: Role::ALL, typed, link, concerns, error };
    Ok(page::html(status, &people_page))
}

impl TryFrom<&PersonForm> for AddPerson {
    type Error = ActionError;

    fn try_from(form: &PersonForm) -> Result<Self, ActionError> {
        Ok(Self {
            name: typed_or("name", &form.name, "person.no_name")?,
            email: typed_if_any("email", &form.email)?,
            phone: typed_if_any("phone", &form.phone)?,
            unit: typed("unit", &form.unit)?,
            role: match form.role.as_str() {
                "" => return Err(ActionError::invalid("role", Message::new("person.no_role"))),
                role => chosen("role", role, ("role", Role::ALL))?,
            },
        })
    }
}
