//! The outbox: every mail, where it stands, and what it says.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::actions::{ActionError, Actor, authorise, resend_mail, typed_if_any};
use crate::app::App;
use crate::db::DbConnection;
use crate::db::mail::mail_log::{self, About, LoggedMail, WantedMails};
use crate::db::obligation::{obligations, ties};
use crate::domain::bundle::MailKind;
use crate::domain::id::{MailId, ObligationId};
use crate::domain::mail::MailState;
use crate::domain::paging::{one_more, page_of};
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::letters::{ShownMail, shown};
use crate::web::api::described::Problems;
use crate::web::api::list::List;
use crate::web::api::obligation::filter::{self, words};
use crate::web::api::schema;
use crate::web::api::when::Unreadable;
use crate::web::filter::there;
use crate::web::{error::WebError, guard::SignedIn, way};

/// The filters; an empty one is none.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MailFilters {
    /// That carry a notice about this obligation.
    #[param(value_type = Option<i64>)]
    obligation: Option<String>,
    /// That carry a notice about this plan, or something in it.
    #[param(value_type = Option<i64>)]
    plan: Option<String>,
    /// Whose reader's name, address or unit has these words.
    to: Option<String>,
    /// That stand here: `pending`, `leased`, `handed`, `accepted`, `bounced`, `failed`, `expired`, `suppressed`, `cancelled`.
    state: Option<String>,
    /// So many a page: 100, and 500 at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500)]
    limit: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// A mail.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Mail {
    /// Key.
    #[schema(value_type = i64)]
    pub id: MailId,
    /// What kind of mail: `reminder`, `overdue`, `monthly`, `digest`, `event`.
    #[schema(value_type = String)]
    pub kind: MailKind,
    /// The local date it is for; `null` where nobody can read it.
    #[schema(required = true)]
    pub date: Option<chrono::NaiveDate>,
    /// Whom it tells.
    pub to: Reader,
    /// `null` until it is written, when it first leaves.
    pub subject: Option<String>,
    /// By which copies are recognised.
    pub message_id: String,
    /// Where it stands.
    #[schema(value_type = String)]
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i32,
    /// Not to be tried before; `null` where nobody can read it.
    #[schema(required = true)]
    pub not_before: Option<String>,
    /// Whether it leaves at whatever hour; else within the hours of a working day.
    pub at_once: bool,
    /// When its bytes were last handed to the server.
    pub handed_at: Option<String>,
    /// When it was known what became of it.
    pub finished_at: Option<String>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// The obligations it is about.
    #[schema(value_type = Vec<i64>)]
    pub obligations: Vec<ObligationId>,
    /// The dates of this that nobody can read, by name: they are `null`.
    pub unreadable: Vec<&'static str>,
}

/// Whom a mail tells.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reader {
    /// The unit's full name.
    pub unit: String,
    /// As what.
    #[schema(schema_with = schema::role)]
    pub role: Role,
    /// 姓名.
    pub name: String,
    /// The address it was or will be sent to.
    pub address: Option<String>,
}

/// A mail with its text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MailText {
    /// As lists have it.
    #[serde(flatten)]
    pub mail: Mail,
    /// Whether these are the bytes that left; else it is what would leave now.
    pub frozen: bool,
    /// The plain-text part; `null` where nothing is left to say.
    pub text: Option<String>,
    /// The HTML part.
    pub html: Option<String>,
}

impl Mail {
    /// A mail with the obligations it is about.
    pub(crate) fn of(mail: LoggedMail, obligations: Vec<ObligationId>) -> Self {
        let address = mail.address().map(str::to_owned);
        let mut unreadable = Unreadable::default();
        Self {
            id: mail.id,
            kind: mail.kind,
            date: unreadable.day("date", mail.local_date),
            to: Reader { unit: mail.unit, role: mail.role, name: mail.person, address },
            subject: mail.subject,
            message_id: mail.message_id,
            state: mail.state,
            attempts: mail.attempts,
            not_before: unreadable.moment("not_before", mail.not_before),
            at_once: mail.at_once,
            handed_at: unreadable.moment("handed_at", mail.handed_at),
            finished_at: unreadable.moment("finished_at", mail.finished_at),
            last_error: mail.last_error,
            obligations,
            unreadable: unreadable.names(),
        }
    }
}

impl From<ShownMail> for MailText {
    fn from(shown: ShownMail) -> Self {
        let obligations = shown.about.iter().map(|about| about.obligation_id).collect();
        let mut mail = Mail::of(shown.mail, obligations);
        let (subject, text, html) = match shown.letter {
            Some(letter) => (Some(letter.subject), Some(letter.text), Some(letter.html)),
            None => (None, None, None),
        };
        mail.subject = mail.subject.or(subject);
        Self { mail, frozen: shown.frozen, text, html }
    }
}

/// The outbox.
///
/// Newest first, in pages: for coordinators.
#[utoipa::path(
    get, operation_id = "list_mail", path = "/api/v1/mail",
    tag = "mail", params(MailFilters),
    responses((status = 200, description = "A page of the outbox", body = List<Mail>), Problems)
)]
pub(crate) async fn list(
    app: web::Data<App>,
    reader: SignedIn,
    filters: web::Query<MailFilters>,
) -> Result<HttpResponse, WebError> {
    let page = way::read(&app, &reader, move |_, c, actor| page(c, actor, &filters)).await?;
    Ok(HttpResponse::Ok().json(page))
}

fn page(c: &mut DbConnection, actor: &Actor, filters: &MailFilters) -> Result<List<Mail>, ActionError> {
    authorise(actor, Right::SeeOutbox, &ties::office(c)?)?;
    let limit = filter::limit(filters.limit.as_deref())?;
    let wanted = WantedMails {
        obligation_id: obligation(c, filters.obligation.as_deref())?,
        plan_id: filter::plan(c, actor, filters.plan.as_deref())?,
        to: filters.to.as_deref().map_or(Ok(None), |words| typed_if_any("to", words))?,
        state: filter::read("state", filters.state.as_deref(), &words(MailState::ALL))?,
        before: filter::read("cursor", filters.cursor.as_deref(), "`next`")?,
        limit: one_more(limit),
        ..WantedMails::default()
    };
    let (read, total) = mail_log::page(c, &wanted)?;
    let (mails, more) = page_of(read, limit);
    let next = mails.last().filter(|_| more).map(|mail| mail.id.to_string());
    Ok(List::page(with_obligations(c, mails)?, next, total))
}

/// The key of an obligation that there is.
fn obligation(c: &mut DbConnection, given: Option<&str>) -> Result<Option<ObligationId>, ActionError> {
    let Some(id) = filter::read("obligation", given, "1, 2, …")? else { return Ok(None) };
    there("obligation", id, obligations::find(c, id))?;
    Ok(Some(id))
}

/// Mails with the obligations each is about.
fn with_obligations(c: &mut DbConnection, mails: Vec<LoggedMail>) -> Result<Vec<Mail>, ActionError> {
    let ids: Vec<MailId> = mails.iter().map(|mail| mail.id).collect();
    let mut by_mail: HashMap<MailId, Vec<ObligationId>> = HashMap::new();
    for About { mail_id, obligation_id, .. } in mail_log::about(c, &ids)? {
        if let Some(mail_id) = mail_id {
            by_mail.entry(mail_id).or_default().push(obligation_id);
        }
    }
    let mut of = |id| by_mail.remove(&id).unwrap_or_default();
    Ok(mails.into_iter().map(|mail| (of(mail.id), mail)).map(|(about, mail)| Mail::of(mail, about)).collect())
}

/// One mail.
///
/// With its text as it left, or as it would leave now: for coordinators.
#[utoipa::path(
    get, operation_id = "show_mail", path = "/api/v1/mail/{id}",
    tag = "mail",
    params(("id" = i64, Path, description = "The mail")),
    responses((status = 200, description = "The mail", body = MailText), Problems)
)]
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<MailId>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    let mail = way::read(&app, &reader, move |ctx, c, actor| shown(ctx, c, actor, *id)).await?;
    Ok(HttpResponse::Ok().json(MailText::from(mail)))
}

/// Send once more.
///
/// A mail that failed, came back, was given up or was not sent is queued again; one that waits for its time leaves at once. For
/// coordinators.
#[utoipa::path(
    post, operation_id = "resend_mail", path = "/api/v1/mail/{id}/resending",
    tag = "mail",
    params(("id" = i64, Path, description = "The mail")),
    responses((status = 204, description = "It is queued again"), Problems)
)]
pub(crate) async fn resend(
    app: web::Data<App>,
    id: web::Path<MailId>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    way::act(&app, &reader, move |ctx, actor| resend_mail(ctx, actor, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
