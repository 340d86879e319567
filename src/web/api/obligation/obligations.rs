//! Obligations: the list, and one of them.

use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, web};

use super::detail::Detail;
use super::filter::Filters;
use super::item::Obligation;
use crate::actions::ActionError;
use crate::app::App;
use crate::domain::id::ObligationId;
use crate::views::{self, Listing, ObligationPage};
use crate::web::api::described::Problems;
use crate::web::api::list::List;
use crate::web::api::version::etag;
use crate::web::obligation::sorted_cursor::SortedCursor;
use crate::web::{error::WebError, guard::SignedIn, way};

/// The obligations that the caller may see.
///
/// By date or in another order, in pages. A unit sees what it owes and what others owe for measures it takes part in; coordinators and
/// leaders see all; administrators none.
#[utoipa::path(
    get, operation_id = "list_obligations", path = "/api/v1/obligations",
    tag = "obligations", params(Filters),
    responses((status = 200, description = "A page of the list", body = List<Obligation>), Problems)
)]
pub(crate) async fn list(
    app: web::Data<App>,
    reader: SignedIn,
    filters: web::Query<Filters>,
) -> Result<HttpResponse, WebError> {
    let listing = way::read(&app, &reader, move |ctx, c, actor| {
        let asked = filters.asked(c, actor)?;
        Ok((asked.sorting, views::listing(ctx, c, actor, &asked)?))
    });
    let (sorting, Listing { items, next, total, .. }) = listing.await?;
    let items = items.into_iter().map(|seen| Obligation::of(seen.item, seen.sees_reports)).collect();
    let next = next.map(|place| SortedCursor::new(sorting.by, place).to_string());
    Ok(HttpResponse::Ok().json(List::page(items, next, total)))
}

/// One obligation.
///
/// With its history, reports, calls, and what others owe for the same. `ETag` is its version.
#[utoipa::path(
    get, operation_id = "show_obligation", path = "/api/v1/obligations/{id}",
    tag = "obligations",
    params(("id" = i64, Path, description = "The obligation")),
    responses(
        (
            status = 200, description = "The obligation", body = Detail,
            headers(("ETag" = String, description = "Its version"))
        ),
        Problems
    )
)]
pub(crate) async fn show(
    app: web::Data<App>,
    id: web::Path<ObligationId>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    Ok(answer(read(&app, &reader, *id).await?))
}

/// Reads an obligation.
///
/// # Errors
/// Not found without any relation to it.
pub(crate) async fn read(app: &App, reader: &SignedIn, id: ObligationId) -> Result<ObligationPage, ActionError> {
    way::read(app, reader, move |ctx, c, actor| views::obligation_page(ctx, c, actor, id)).await
}

/// Answers with an obligation.
pub(crate) fn answer(page: ObligationPage) -> HttpResponse {
    let detail = Detail::from(page);
    HttpResponse::Ok().insert_header((ETAG, etag(detail.obligation.version))).json(detail)
}
