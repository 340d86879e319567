//! The bare stack: actix and diesel, the same SQL, rows as text; nobody signs in, nothing is judged, no page is drawn.

use std::collections::HashMap;

use actix_web::{App, HttpResponse, HttpServer, web};
use duban::config::Settings;
use duban::db::obligation::lamps::Shining;
use duban::db::obligation::ledger::{self, LedgerRow, Order, Wanted};
use duban::db::{Database, DbError};
use duban::domain::id::{ObligationId, PlanId};
use duban::domain::plan::choice::Plans;

use super::data::NOW;

/// So many rows are read: as many as the ledger reads for a page.
const ROWS: i64 = 101;

/// Serves until it is ended; says where it listens.
pub async fn serve() {
    let environment = HashMap::from([("DATABASE_URL".to_owned(), std::env::var("DATABASE_URL").expect("an address"))]);
    let settings = Settings::from_parts("bench", None, environment).expect("settings");
    let db = web::Data::new(Database::open(&settings.database).expect("a database"));
    let app = move || {
        App::new()
            .app_data(db.clone())
            .route("/ledger", web::get().to(list))
            .route("/overdue", web::get().to(overdue))
            .route("/obligations/{id}", web::get().to(one))
    };
    let server = HttpServer::new(app).bind("127.0.0.1:0").expect("a free port");
    println!("http://{}", server.addrs()[0]);
    server.run().await.expect("a server");
}

/// The first rows of all plans or of one, and how many there are.
async fn list(db: web::Data<Database>, asked: web::Query<HashMap<String, String>>) -> HttpResponse {
    let plan = asked.get("plan").and_then(|plan| plan.parse().ok()).map(PlanId::new);
    let plans = plan.map_or(Plans::All, Plans::One);
    read(db, Wanted { plans, limit: Some(ROWS), ..Wanted::default() }).await
}

/// What is overdue, the longest delay first.
async fn overdue(db: web::Data<Database>) -> HttpResponse {
    let today = NOW.split(' ').next().and_then(|day| day.parse().ok()).expect("a date");
    let shining = Some(Shining { today, lamp: None, overdue: Some(true) });
    read(db, Wanted { shining, order: Order::Late, limit: Some(ROWS), ..Wanted::default() }).await
}

/// One row.
async fn one(db: web::Data<Database>, id: web::Path<i64>) -> HttpResponse {
    read(db, Wanted { id: Some(ObligationId::new(*id)), ..Wanted::default() }).await
}

#[expect(clippy::disallowed_methods, reason = "the bare stack takes the way that actix has by itself")]
async fn read(db: web::Data<Database>, wanted: Wanted) -> HttpResponse {
    let found =
        web::block(move || db.read(|c| Ok::<_, DbError>((ledger::total(c, &wanted)?, ledger::rows(c, &wanted)?))));
    let (total, rows) = found.await.expect("a thread").expect("rows");
    let text: String = rows.iter().map(as_text).collect();
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(format!("{}\n{text}", total.rows))
}

fn as_text(row: &LedgerRow) -> String {
    let one = &row.obligation;
    format!(
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
        one.id,
        row.task(),
        row.task_title,
        row.unit,
        one.deliverable,
        one.due,
        one.status
    )
}
