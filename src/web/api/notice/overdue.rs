//! 逾期清单.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::actions::authorise;
use crate::app::App;
use crate::db::counted::Counted;
use crate::db::notice::notices::Told;
use crate::db::obligation::tally::Within;
use crate::db::obligation::ties;
use crate::db::people::persons;
use crate::domain::id::MailId;
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::views::{self, Item, LatePage, LatePlace, Sight};
use crate::web::api::described::Problems;
use crate::web::api::list::List;
use crate::web::api::obligation::detail::Call;
use crate::web::api::obligation::filter;
use crate::web::api::obligation::item::Obligation;
use crate::web::api::schema;
use crate::web::api::when::Unreadable;
use crate::web::{error::WebError, guard::SignedIn, way};

/// A unit that is late.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LateUnit {
    /// The unit's full name.
    pub unit: String,
    /// Whom to telephone, liaisons first.
    pub contacts: Vec<Contact>,
    /// With how much it is late; `items` has 500 at most.
    pub count: i64,
    /// What is late, the latest first.
    pub items: Vec<LateItem>,
}

/// Somebody who can be telephoned.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Contact {
    /// As what.
    #[schema(schema_with = schema::role)]
    pub role: Role,
    /// 姓名.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
}

/// An obligation that is late.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LateItem {
    /// As lists have it.
    #[serde(flatten)]
    pub obligation: Obligation,
    /// Telephone calls about it, oldest first.
    pub calls: Vec<Call>,
    /// Mails about it since its date was last set, oldest first.
    pub mails: Vec<SentMail>,
}

/// A mail about something that is late.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentMail {
    /// The mail: `GET /api/v1/mail/{id}` has its text.
    #[schema(value_type = i64)]
    pub id: MailId,
    /// The local date; `null` where nobody can read it.
    #[schema(required = true)]
    pub date: Option<chrono::NaiveDate>,
    /// Why: `-10`, `+3`, `event`.
    pub rung: String,
    /// The full name of the unit it told.
    pub unit: String,
    /// As what.
    #[schema(schema_with = schema::role)]
    pub role: Role,
    /// Who.
    pub name: Option<String>,
    /// What became of it: `sent`, `waiting`, `undelivered`.
    #[schema(value_type = String)]
    pub outcome: &'static str,
    /// The dates of this that nobody can read, by name: they are `null`.
    pub unreadable: Vec<&'static str>,
}

impl From<views::LateUnit> for LateUnit {
    fn from(late: views::LateUnit) -> Self {
        let mails = |item: &Item| late.told_about(item).into_iter().filter_map(SentMail::of).collect();
        let mails: Vec<Vec<SentMail>> = late.items.iter().map(|(item, _)| mails(item)).collect();
        let items = late.items.into_iter().zip(mails).map(|((item, calls), mails)| LateItem {
            obligation: Obligation::of(item, true),
            calls: calls.into_iter().map(Call::from).collect(),
            mails,
        });
        let items = items.collect();
        Self {
            unit: late.unit,
            count: late.count,
            contacts: late.contacts.into_iter().map(Contact::from).collect(),
            items,
        }
    }
}

impl From<persons::Contact> for Contact {
    fn from(contact: persons::Contact) -> Self {
        let persons::Contact { role, name, phone, .. } = contact;
        Self { role, name, phone }
    }
}

impl SentMail {
    /// What was told by mail; nothing where it was told by telephone.
    fn of(told: &Told) -> Option<Self> {
        let Told { unit, rung, role, person, on, mail_id, .. } = told.clone();
        let mut unreadable = Unreadable::default();
        let date = unreadable.day("date", on);
        let unreadable = unreadable.names();
        Some(Self { id: mail_id?, date, rung, unit, role, name: person, outcome: told.outcome(), unreadable })
    }
}

/// So many rows of one unit are listed: the others are found among the obligations by unit and `overdue`.
const OF_UNIT: i64 = 500;

/// Which part of the list is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AskedLate {
    /// Of this plan.
    #[param(value_type = Option<i64>)]
    plan: Option<String>,
    /// Whole units, until there are so many rows: 100, and 500 at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500)]
    limit: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// Who is late with what.
///
/// By unit, the longest delay first, with telephone numbers: for coordinators and leaders. `total` counts units.
#[utoipa::path(
    get, operation_id = "list_overdue", path = "/api/v1/overdue",
    tag = "overdue", params(AskedLate),
    responses((status = 200, description = "The units that are late", body = List<LateUnit>), Problems)
)]
pub(crate) async fn list(
    app: web::Data<App>,
    reader: SignedIn,
    asked: web::Query<AskedLate>,
) -> Result<HttpResponse, WebError> {
    let late = way::read(&app, &reader, move |ctx, c, actor| {
        authorise(actor, Right::SeeOverdueList, &ties::office(c)?)?;
        let within = Within { plans: filter::plan(c, actor, asked.plan.as_deref())?.into(), unit_id: None };
        let behind = filter::read::<LatePlace>("cursor", asked.cursor.as_deref(), "`next`")?;
        let rows = i64::try_from(filter::limit(asked.limit.as_deref())?).unwrap_or(i64::MAX);
        let sight = Sight::load(ctx, c)?;
        views::overdue(c, within, LatePage { behind, rows, of_unit: OF_UNIT }, &sight)
    });
    let late = late.await?;
    let next = late.next.map(|place| place.to_string());
    let total = Counted { rows: i64::try_from(late.all_units).unwrap_or_default(), or_more: false };
    Ok(HttpResponse::Ok().json(List::page(late.units.into_iter().map(LateUnit::from).collect(), next, total)))
}
