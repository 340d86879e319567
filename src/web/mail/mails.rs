//! 通知记录: every mail, and where it stands.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::actions::{ActionError, Context, MailHours, typed_if_any};
use crate::app::App;
use crate::db::DbConnection;
use crate::db::counted::Counted;
use crate::db::instance;
use crate::db::mail::mail_log::{self, LoggedMail, WantedMails};
use crate::db::mail::suspended::{self, Suspended};
use crate::db::obligation::obligations;
use crate::db::plan::choosing;
use crate::domain::bundle::MailKind;
use crate::domain::id::{MailId, PlanId};
use crate::domain::mail::{MailEnd, MailState};
use crate::domain::rights::Right;
use crate::domain::typed::SearchWords;
use crate::views::server_said;
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{filter, language, way};

/// Rows a page.
const PAGE: i64 = 100;

/// So many plans can be asked for, the newest first.
const PLANS: i64 = 50;

/// So many suspended addresses are shown at most; as they are lifted, the others follow.
const SUSPENDED: i64 = 50;

/// What the address may have in it.
const NAMES: [&str; 8] = ["state", "kind", "to", "date", "plan", "obligation", "before", "suspended"];

/// The filters as they stand in the address; empty means all.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    state: String,
    kind: String,
    to: String,
    date: String,
    plan: String,
    obligation: String,
    before: String,
    /// Whether the suspended addresses are what is looked for: not empty.
    #[serde(skip_serializing)]
    suspended: String,
}

#[derive(Template)]
#[template(path = "mails.html")]
struct OutboxPage {
    page: Page,
    filter: Filter,
    states: &'static [MailState],
    kinds: &'static [MailKind],
    /// The plans that can be asked for.
    plans: Vec<(PlanId, String)>,
    mails: Vec<LoggedMail>,
    /// What each of them is about.
    about: HashMap<MailId, Vec<String>>,
    total: Counted,
    /// The address of the next page.
    older: Option<String>,
    /// Addresses that nothing is sent to, the newest of them, and how many there are.
    suspended: (Vec<Suspended>, i64),
    /// When what waits may leave.
    hours: Option<MailHours>,
    now: NaiveDateTime,
    /// Whether no mail leaves since a restore.
    is_held: bool,
    error: Option<String>,
}

impl OutboxPage {
    /// The plans that a mail is about, by their titles.
    fn about(&self, id: &MailId) -> String {
        self.about.get(id).map(|titles| titles.join(self.page.s("app.comma"))).unwrap_or_default()
    }

    /// When a mail that waits will leave.
    fn leaves(&self, mail: &LoggedMail) -> String {
        leaves(&self.page, self.hours.as_ref(), mail, self.now)
    }
}

/// When a mail that has no end yet leaves: at the next beginning of working hours, or as soon as it may.
pub(super) fn leaves(page: &Page, hours: Option<&MailHours>, mail: &LoggedMail, now: NaiveDateTime) -> String {
    let at = hours.map(|hours| hours.leaves_at(mail.not_before.max(now), mail.at_once));
    match at.filter(|at| *at > now && mail.state == MailState::Pending) {
        Some(at) => page.fill("outbox.leaves_at", "time", page.moment(&at)),
        None => page.fill("outbox.not_before", "time", page.time(&mail.not_before)),
    }
}

/// What is asked for.
#[derive(Default)]
struct Found {
    mails: Vec<LoggedMail>,
    total: Counted,
    about: HashMap<MailId, Vec<String>>,
    plans: Vec<(PlanId, String)>,
    suspended: (Vec<Suspended>, i64),
    hours: Option<MailHours>,
    is_held: bool,
}

impl Found {
    /// What the page has whatever is looked for: a filter that is refused costs nothing of it.
    fn around(ctx: &Context, c: &mut DbConnection, chosen: Option<PlanId>) -> Result<Self, ActionError> {
        let mut plans = choosing::newest(c, None, PLANS)?;
        if let Some(id) = chosen.filter(|id| !plans.iter().any(|(offered, _)| offered == id)) {
            plans.extend(choosing::title(c, id)?.map(|title| (id, title)));
        }
        let suspended = (suspended::newest(c, SUSPENDED)?, suspended::count(c)?);
        let (hours, is_held) = (Some(MailHours::load(ctx, c)?), instance::is_held(c)?);
        Ok(Self { plans, suspended, hours, is_held, ..Self::default() })
    }

    /// Looks for the mails; what there is no such thing of is refused.
    fn find(&mut self, c: &mut DbConnection, wanted: &WantedMails) -> Result<(), ActionError> {
        if let Some(id) = wanted.plan_id.filter(|id| !self.plans.iter().any(|(offered, _)| offered == id)) {
            return Err(filter::none("plan", id));
        }
        if let Some(id) = wanted.obligation_id {
            filter::there("obligation", id, obligations::find(c, id))?;
        }
        (self.mails, self.total) = mail_log::page(c, wanted)?;
        self.about = mail_log::plans_of(c, &self.mails.iter().map(|mail| mail.id).collect::<Vec<_>>())?;
        Ok(())
    }
}

/// The list, newest first.
///
/// # Errors
/// Forbidden for everybody but the coordinators.
pub(crate) async fn list(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    filter: web::Query<Filter>,
) -> Result<HttpResponse, WebError> {
    let wish = filter::known(&request, &NAMES).and_then(|()| filter.wanted()).map_err(|error| error.message());
    let chosen = filter::value("plan", &filter.plan).unwrap_or_default();
    let found = way::read_office(&app, &reader, Right::SeeOutbox, move |ctx, c| {
        let mut found = Found::around(ctx, c, chosen)?;
        let refused = match &wish {
            Ok(wanted) => filter::refused(found.find(c, wanted))?,
            Err(reason) => Some(reason.clone()),
        };
        Ok((found, refused))
    });
    let (found, refused) = found.await?;
    let error = refused.map(|reason| language::said(&request, &app, &reason));
    let page = Page::for_reader(&request, &app, &reader, "nav.outbox");
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let Found { mails, total, about, plans, suspended, hours, is_held } = found;
    let older = filter.older(&mails);
    let (states, kinds, filter) = (MailState::ALL, MailKind::ALL, filter.into_inner());
    let now = app.ctx.clock.now();
    let shown = OutboxPage {
        page,
        filter,
        states,
        kinds,
        plans,
        mails,
        about,
        total,
        older,
        suspended,
        hours,
        now,
        is_held,
        error,
    };
    Ok(answer::html(status, &shown))
}

impl Filter {
    fn wanted(&self) -> Result<WantedMails, ActionError> {
        Ok(WantedMails {
            obligation_id: filter::value("obligation", &self.obligation)?,
            plan_id: filter::value("plan", &self.plan)?,
            to: typed_if_any::<SearchWords>("to", &self.to)?,
            state: filter::word("state", &self.state, ("mail_state", MailState::ALL))?,
            kind: filter::word("kind", &self.kind, ("notice", MailKind::ALL))?,
            date: filter::day("date", &self.date)?,
            before: filter::value("before", &self.before)?,
            limit: PAGE,
        })
    }

    /// The address of what comes after a full page.
    fn older(&self, mails: &[LoggedMail]) -> Option<String> {
        let full = i64::try_from(mails.len()).is_ok_and(|rows| rows == PAGE);
        let last = mails.last().filter(|_| full)?;
        let next = Self { before: last.id.to_string(), ..self.clone() };
        serde_html_form::to_string(next).ok().map(|query| format!("/mails?{query}"))
    }
}

/// Why a mail stands where it stands, in the reader's language; the words of a server stay as it said them.
pub(crate) fn reason(page: &Page, stored: &str) -> String {
    match MailEnd::split(stored) {
        (None, said) => server_said(page.t, said),
        (Some(end), rest) => match MailEnd::split(rest) {
            (None, "") => page.word("mail_end", end.as_str()),
            (None, said) => format!("{}（{}）", page.word("mail_end", end.as_str()), server_said(page.t, said)),
            (Some(other), _) => {
                format!("{}（{}）", page.word("mail_end", end.as_str()), page.word("mail_end", other.as_str()))
            }
        },
    }
}
