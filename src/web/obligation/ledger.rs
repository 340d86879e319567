//! 台账: the table of everything, with its filters in the address.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::{Deserialize, Serialize};

use super::sorted_cursor::SortedCursor;
use crate::actions::{ActionError, in_business, typed_if_any};
use crate::app::App;
use crate::db::counted::Counted;
use crate::db::obligation::ledger::{SortedPlace, Wanted};
use crate::db::people::persons::Post;
use crate::db::people::units::{self, Unit};
use crate::domain::obligation::sorting::{Sort, Sorting};
use crate::domain::obligation::{Lamp, ObligationKind, Status};
use crate::domain::person::Role;
use crate::domain::plan::choice::Plans;
use crate::domain::typed::SearchWords;
use crate::views::{self, Asked, Item, Listing};
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::page::Page;
use crate::web::{filter, language, way};

/// What the address may have in it.
const NAMES: [&str; 10] = ["plan", "unit", "kind", "status", "lamp", "due_from", "due_to", "q", "sort", "after"];

/// The filters as they stand in the address; empty means all.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    #[serde(skip_serializing_if = "String::is_empty")]
    plan: String,
    unit: String,
    kind: String,
    status: String,
    lamp: String,
    due_from: String,
    due_to: String,
    /// With these words.
    q: String,
    /// In which order.
    #[serde(skip_serializing_if = "String::is_empty")]
    sort: String,
    /// Only what comes behind this place.
    after: String,
}

/// So many rows are shown at a time.
const ROWS: usize = 100;

/// The columns: by what each sorts, and its head in the catalogue.
const HEADS: [(&str, &str); 6] = [
    ("unit", "item.unit"),
    ("plan", "item.what"),
    ("due", "item.due"),
    ("late", "item.remaining"),
    ("lamp", "item.lamp"),
    ("status", "item.status"),
];

#[derive(Template)]
#[template(path = "ledger.html")]
struct LedgerPage {
    page: Page,
    filter: Filter,
    units: Vec<Unit>,
    kinds: &'static [ObligationKind],
    statuses: &'static [Status],
    lamps: &'static [Lamp],
    items: Vec<Item>,
    total: Counted,
    sorting: Sorting,
    /// Whether words do not find everything yet.
    is_unread: bool,
    /// The address of what comes behind these rows.
    next: Option<String>,
    /// The filter that cannot be used, and why.
    error: Option<(&'static str, String)>,
    /// Whether the reader works for one unit, whose matters the ledger begins with.
    seen_by_unit: bool,
}

/// 台账: everything, or what concerns the reader's units.
///
/// # Errors
/// Forbidden for administrators.
pub(crate) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    filter: web::Query<Filter>,
) -> Result<HttpResponse, WebError> {
    if let Some(address) = of_own_unit(&request, &reader.post) {
        return Ok(answer::see_other(&address));
    }
    let (wish, plans) = (filter.clone(), reader.plans.meant);
    let found = way::read(&app, &reader, move |ctx, c, actor| {
        in_business(actor)?;
        let mut units = units::all(c)?;
        units.retain(|unit| !unit.proposed);
        let found = wish.asked(plans, &units).and_then(|asked| views::listing(ctx, c, actor, &asked));
        if let Some(seen) = views::units_listed(c, actor)? {
            units.retain(|unit| seen.contains(&unit.id));
        }
        Ok((units, found))
    });
    let (units, found) = found.await?;
    let (found, error) = match filter::known(&request, &NAMES).and(found) {
        Ok(found) => (found, None),
        Err(ActionError::Invalid { field, reason }) => {
            (Listing::default(), Some((field, language::said(&request, &app, &reason))))
        }
        Err(error) => return Err(error.into()),
    };
    let sorting = filter.sorting().unwrap_or_default();
    let next = found.next.map(|place| filter.behind(sorting, place));
    let items = found.items.into_iter().map(|seen| seen.item).collect();
    let (total, is_unread) = (found.total, found.is_unread);
    let page = Page::for_reader(&request, &app, &reader, "nav.ledger");
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (kinds, statuses, lamps) = (ObligationKind::ALL, Status::ALL, Lamp::ALL);
    let filter = filter.into_inner();
    let seen_by_unit = works_for_a_unit(&reader.post);
    let shown = LedgerPage {
        page,
        filter,
        units,
        kinds,
        statuses,
        lamps,
        items,
        total,
        sorting,
        is_unread,
        next,
        error,
        seen_by_unit,
    };
    Ok(answer::html(status, &shown))
}

/// The ledger of the own unit, where somebody who works for one unit opens it without saying what is wanted: a unit takes part nearly
/// everywhere. The filter stands in the address, and the page lifts it with one click.
fn of_own_unit(request: &HttpRequest, post: &Post) -> Option<String> {
    let is_filter = |name: &str| !["lang", "done", "n", "plan"].contains(&name);
    let pairs: Vec<(String, String)> = filter::pairs(request).collect();
    if !works_for_a_unit(post) || pairs.iter().any(|(name, _)| is_filter(name)) {
        return None;
    }
    let pairs = pairs.into_iter().chain([("unit".to_owned(), post.unit.clone())]).collect::<Vec<_>>();
    serde_html_form::to_string(pairs).ok().map(|query| format!("/ledger?{query}"))
}

fn works_for_a_unit(post: &Post) -> bool {
    matches!(post.role, Role::Liaison | Role::Head)
}

impl LedgerPage {
    /// What is wrong with a filter.
    fn fault(&self, field: &str) -> Option<&str> {
        self.error.as_ref().filter(|(at, _)| *at == field).map(|(_, reason)| reason.as_str())
    }

    /// How many rows there are, and in which order.
    fn caption(&self) -> String {
        let count = if self.total.or_more { "ledger.more_than" } else { "ledger.count" };
        let Sorting { by, descending } = self.sorting;
        let order = if descending { "ledger.sorted_back" } else { "ledger.sorted" };
        let order = self.page.fill(order, "sort", self.page.word("sort", by.as_str()));
        format!("{}{order}", self.page.fill(count, "n", self.total.rows))
    }

    /// The head of a column: the address that sorts by it, the other way round where the list is sorted so already.
    fn by(&self, sort: &str) -> String {
        let by = sort.parse().unwrap_or(Sort::Due);
        let descending = self.sorting == Sorting { by, descending: false };
        self.filter.sorted(Sorting { by, descending })
    }

    /// How the list is sorted by a column, in the word of `aria-sort`; nothing where it is not.
    fn direction(&self, sort: &str) -> Option<&'static str> {
        let Sorting { by, descending } = self.sorting;
        (by.as_str() == sort).then_some(if descending { "descending" } else { "ascending" })
    }

    /// Whether only what the reader's own unit owes is listed, although the reader sees more.
    fn is_of_own_unit(&self) -> bool {
        let own = self.page.who.as_ref().map_or("", |who| who.unit.as_str());
        self.seen_by_unit && self.filter.unit == own
    }
}

impl Filter {
    fn asked(&self, plans: Plans, units: &[Unit]) -> Result<Asked, ActionError> {
        let unit_id = match self.unit.as_str() {
            "" => None,
            name => Some(units.iter().find(|unit| unit.name == name).ok_or_else(|| filter::bad("unit", name))?.id),
        };
        let wanted = Wanted {
            unit_id,
            kind: filter::word("kind", &self.kind, ("kind", ObligationKind::ALL))?,
            status: filter::word("status", &self.status, ("status", Status::ALL))?,
            due_from: filter::day("due_from", &self.due_from)?,
            due_to: filter::day("due_to", &self.due_to)?,
            plans,
            ..Wanted::default()
        };
        filter::span(wanted.due_from, wanted.due_to)?;
        let lamp = filter::word("lamp", &self.lamp, ("lamp", Lamp::ALL))?;
        let sorting = self.sorting()?;
        let words = typed_if_any::<SearchWords>("q", &self.q)?;
        Ok(Asked { wanted, lamp, overdue: None, words, sorting, after: self.place(sorting)?, limit: ROWS })
    }

    /// In which order.
    fn sorting(&self) -> Result<Sorting, ActionError> {
        let text = self.sort.trim();
        let (word, descending) = text.strip_prefix('-').map_or((text, false), |word| (word, true));
        let by = filter::word("sort", word, ("sort", Sort::ALL))?;
        Ok(by.map_or_else(Sorting::default, |by| Sorting { by, descending }))
    }

    /// Behind which place of it.
    fn place(&self, sorting: Sorting) -> Result<Option<SortedPlace>, ActionError> {
        let Some(cursor) = filter::value::<SortedCursor>("after", &self.after)? else { return Ok(None) };
        cursor.of(sorting.by).map(Some).ok_or_else(|| filter::bad("after", &self.after))
    }

    /// The address of what comes behind a place, by the same filters.
    fn behind(&self, sorting: Sorting, place: SortedPlace) -> String {
        Self { after: SortedCursor::new(sorting.by, place).to_string(), ..self.clone() }.address()
    }

    /// The address of the first page in another order.
    fn sorted(&self, sorting: Sorting) -> String {
        Self { sort: sorting.to_string(), after: String::new(), ..self.clone() }.address()
    }

    /// The address of the first page, by the same filters.
    fn first(&self) -> String {
        Self { after: String::new(), ..self.clone() }.address()
    }

    /// With every field: whoever works for one unit begins with it where none is said.
    fn address(&self) -> String {
        format!("/ledger?{}", serde_html_form::to_string(self).unwrap_or_default())
    }
}
