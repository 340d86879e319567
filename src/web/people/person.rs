//! One person's account: what stands of the person, the posts, and the way in. For the system administrator.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::accounts::role_of;
use super::entry::link_address;
use super::person_form::{DetailsForm, EndForm, PostForm, Typed};
use crate::actions::{
    self, ActionError, AddPost, Consent, EditPerson, EndPost, Link, consent_nobody, typed_date, typed_or,
};
use crate::app::App;
use crate::db::people::persons::Details;
use crate::domain::id::{PersonId, PostId};
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::strings::Message;
use crate::views::{self, Account, LinkConsent};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::{NoFields, Posted, pressed};
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::way;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    page: Page,
    account: Account,
    /// By what the person is kept out, in words.
    locks: Vec<String>,
    roles: &'static [Role],
    typed: Typed,
    /// A one-time link that was just made: shown once.
    link: Option<String>,
    /// The field that cannot be used, where it is one of a form's, and why.
    refused: Option<(&'static str, String)>,
    /// Whether what is stored by now stands beside what was typed.
    stale: bool,
}

impl PersonPage {
    /// What is wrong with a field.
    fn fault(&self, field: &str) -> Option<&str> {
        self.refused.as_ref().filter(|(at, _)| *at == field).map(|(_, reason)| reason.as_str())
    }

    /// What is stored by now, where somebody was faster and it is not what was typed.
    fn stored<'a>(&self, typed: &str, stored: &'a str) -> Option<&'a str> {
        Some(stored).filter(|stored| self.stale && *stored != typed)
    }

    /// Where the last request for a link stands, in words.
    fn consent(&self) -> Option<String> {
        Some(self.page.t.say(&match self.account.consent? {
            LinkConsent::Waits => Message::new("consent.waits"),
            LinkConsent::NobodyThere(why) => consent_nobody(why, &self.account.person),
            LinkConsent::Good => Message::new("consent.good"),
            LinkConsent::Refused => Message::new("consent.refused"),
        }))
    }

    /// What is wrong with the day on which a post is to end.
    fn fault_of_end(&self, post: PostId) -> Option<&str> {
        self.fault("from").filter(|_| self.typed.ending == Some(post))
    }

    /// The day on which a post is to end as it was typed; else today.
    fn end(&self, post: PostId) -> String {
        match &self.typed.ending {
            Some(ending) if *ending == post => self.typed.end.from.clone(),
            _ => self.account.today.to_string(),
        }
    }
}

/// The page.
///
/// # Errors
/// Not found for nobody; forbidden for everybody but the system administrator.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PersonId>,
) -> Result<HttpResponse, WebError> {
    draw((&request, &app, &reader), *id, None::<fn(&Account) -> Typed>, Refused::default()).await
}

/// Puts right what stands of the person.
///
/// # Errors
/// Not found for nobody; forbidden for everybody but the system administrator.
pub(crate) async fn save(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PersonId>,
    form: Posted<DetailsForm>,
) -> Result<HttpResponse, WebError> {
    let (person_id, details) = (*id, form.0);
    let typed = details.clone();
    let done = way::act(&app, &reader, move |ctx, actor| {
        let wish = EditPerson { person_id, version: typed.version, details: Details::try_from(&typed)? };
        actions::edit_person(ctx, actor, &wish)
    });
    let typed = |account: &Account| Typed { details, ..Typed::of(account) };
    answer((&request, &app, &reader), person_id, ("person_saved", typed), done.await).await
}

/// Gives the person another post.
///
/// # Errors
/// Not found for nobody; forbidden for everybody but the system administrator.
pub(crate) async fn add_post(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PersonId>,
    form: Posted<PostForm>,
) -> Result<HttpResponse, WebError> {
    let (person_id, post) = (*id, form.0);
    let sent = post.clone();
    let done = way::act(&app, &reader, move |ctx, actor| {
        pressed(&sent.then)?;
        let wish =
            AddPost { person_id, unit: typed_or("unit", &sent.unit, "person.no_unit")?, role: role_of(&sent.role)? };
        actions::add_post(ctx, actor, &wish)
    });
    let done = done.await;
    let words = match done.as_ref().map(|given| given.consent) {
        Ok(Some(Consent::Waits)) => "post_asked",
        Ok(Some(Consent::NobodyThere(_))) => "post_nobody",
        _ => "post_added",
    };
    let typed = |account: &Account| Typed { post, ..Typed::of(account) };
    answer((&request, &app, &reader), person_id, (words, typed), done.map(drop)).await
}

/// Ends a post of the person's on a day; without a day an end that has not come is taken back.
///
/// # Errors
/// Not found for nobody and for a post that is another's; forbidden for everybody but the system administrator.
pub(crate) async fn end_post(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PersonId, PostId)>,
    form: Posted<EndForm>,
) -> Result<HttpResponse, WebError> {
    let ((person_id, post_id), end) = (*ids, form.0);
    let sent = end.clone();
    let done = way::act(&app, &reader, move |ctx, actor| {
        pressed(&sent.then)?;
        let from = typed_date("from", &sent.from)?;
        actions::end_post(ctx, actor, &EndPost { person_id, post_id, from })
    });
    let words = if end.from.trim().is_empty() { "post_goes_on" } else { "post_ended" };
    let typed = |account: &Account| Typed { ending: Some(post_id), end, ..Typed::of(account) };
    answer((&request, &app, &reader), person_id, (words, typed), done.await).await
}

/// Defines the handler of a button: what it is called when done, and the action.
macro_rules! button {
    ($(#[$meta:meta])* $name:ident, $done:literal, $action:path) => {
        $(#[$meta])*
        ///
        /// # Errors
        /// Not found for nobody; forbidden for everybody but the system administrator.
        pub(crate) async fn $name(
            request: HttpRequest,
            app: web::Data<App>,
            reader: SignedIn,
            id: web::Path<PersonId>,
            _form: Posted<NoFields>,
        ) -> Result<HttpResponse, WebError> {
            let id = *id;
            let done = way::act(&app, &reader, move |ctx, actor| $action(ctx, actor, id)).await;
            answer((&request, &app, &reader), id, ($done, Typed::of), done.map(drop)).await
        }
    };
}

button! {
    /// Disables a person: every session ends at once.
    disable, "disabled", actions::disable_person
}

button! {
    /// Enables a person again.
    enable, "enabled", actions::enable_person
}

button! {
    /// Forgets the wrong passwords at somebody's account.
    unlock, "unlocked", actions::unlock_account
}

/// Makes a new one-time link and shows it, once.
///
/// # Errors
/// Not found for nobody; forbidden for everybody but the system administrator.
pub(crate) async fn renew_link(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PersonId>,
    _form: Posted<NoFields>,
) -> Result<HttpResponse, WebError> {
    let id = *id;
    match way::act(&app, &reader, move |ctx, actor| actions::renew_link(ctx, actor, id)).await {
        Ok(Link::Made(token)) => {
            let link = Some(link_address(&app, &token)?);
            draw((&request, &app, &reader), id, None::<fn(&Account) -> Typed>, Refused { link, ..Refused::default() })
                .await
        }
        made => answer((&request, &app, &reader), id, ("link_asked", Typed::of), made.map(drop)).await,
    }
}

type Asked<'a> = (&'a HttpRequest, &'a App, &'a SignedIn);

/// What a page says beside the account.
#[derive(Default)]
struct Refused {
    link: Option<String>,
    why: Option<(StatusCode, &'static str, String)>,
    stale: bool,
}

/// Leads to the page with what was done, or shows it with what was typed and what is wrong.
async fn answer(
    asked: Asked<'_>,
    id: PersonId,
    (done, typed): (&str, impl FnOnce(&Account) -> Typed),
    result: Result<(), ActionError>,
) -> Result<HttpResponse, WebError> {
    let Err(error) = result else { return Ok(answer::see_other(&format!("/people/{id}?done={done}"))) };
    let stale = matches!(error, ActionError::Conflict { versions: Some(_), .. });
    let why = Some(answer::refused(asked.0, asked.1, error)?);
    draw(asked, id, Some(typed), Refused { why, stale, ..Refused::default() }).await
}

async fn draw(
    (request, app, reader): Asked<'_>,
    id: PersonId,
    typed: Option<impl FnOnce(&Account) -> Typed>,
    refused: Refused,
) -> Result<HttpResponse, WebError> {
    let account = way::read_office(app, reader, Right::ManagePeople, move |ctx, c| views::account(ctx, c, id));
    let account = match (account.await, &refused.link) {
        (Err(error), Some(_)) => return Err(error.after_storing().into()),
        (account, _) => account?,
    };
    let mut page = Page::for_reader(request, app, reader, "nav.people").at(&format!("/people/{id}"));
    page.title.clone_from(&account.person.name);
    let locks = views::locks_in_words(page.t, &account.blocked).remove(&id).unwrap_or_default();
    let typed = typed.map_or_else(|| Typed::of(&account), |typed| typed(&account));
    let Refused { link, why, stale } = refused;
    let status = why.as_ref().map_or(StatusCode::OK, |(status, ..)| *status);
    let refused = why.map(|(_, field, reason)| (field, reason));
    Ok(answer::html(status, &PersonPage { page, account, locks, roles: Role::ALL, typed, link, refused, stale }))
}
