//! Floor 4: pages and calls over HTTP. A handler has no rule in it: it reads the request, checks the right on the
//! object, calls an action or reads through `db`, and answers.

mod access;
mod answer;
mod api;
mod assets;
mod audit;
mod blocking;
mod cookies;
mod deadline;
mod done;
mod dress;
mod error;
mod filter;
mod folded;
mod form;
mod form_page;
mod guard;
mod head;
mod headers;
mod health;
mod kept;
mod labels;
mod language;
mod mail;
mod menu;
mod metrics;
mod notice;
mod obligation;
mod page;
mod people;
mod plan;
mod plan_choice;
mod query_fault;
mod received;
mod refusal;
mod refused;
mod routes;
mod source;
mod system;
mod tally;
mod unsent;
mod way;

use std::net::TcpListener;

use actix_web::middleware::{Compress, NormalizePath, from_fn};
use actix_web::{App as Service, HttpServer, web};
use anyhow::Context as _;

use crate::app::App;

/// Serves pages and calls on a listener until the process is told to stop.
///
/// # Errors
/// A listener that cannot be used.
pub async fn serve(app: App, listener: TcpListener) -> anyhow::Result<()> {
    let workers = app.ctx.settings.server.workers.max(1);
    let connections = app.ctx.settings.server.connections.div_ceil(workers).max(1);
    let factory = move || {
        Service::new()
            .app_data(web::Data::new(app.clone()))
            .app_data(web::PathConfig::default().error_handler(|_, _| error::WebError::not_found().into()))
            .app_data(web::QueryConfig::default().error_handler(|said, _| {
                error::WebError::UnreadableQuery(query_fault::named(&said.to_string())).into()
            }))
            .wrap(from_fn(kept::again))
            .wrap(from_fn(received::readable))
            .wrap(Compress::default())
            .wrap(from_fn(dress::dress))
            .wrap(headers::secure())
            .wrap(from_fn(deadline::on_body))
            .wrap(from_fn(access::note))
            .wrap(NormalizePath::trim())
            .wrap(from_fn(head::as_get))
            .configure(|service| people::demo_door::configure(service, &app))
            .configure(routes::configure)
    };
    let server = HttpServer::new(factory).workers(workers).max_connections(connections);
    server.listen(listener)?.run().await.context("网页服务")
}
