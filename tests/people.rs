//! People (人员): who sees what, and how accounts are kept.

mod account;
mod accounts;
mod administrators;
mod commands;
mod consent;
mod disabling;
mod entering;
mod known;
mod posts;
mod rights;
mod system;

use crate::support::app::TestApp;
use crate::support::database::number;

const GUILIN: &str = "桂林市人民政府";
const LIUZHOU: &str = "柳州市人民政府";
const OFFICE: &str = "自治区生态环境厅";

/// The key of whoever has that address.
fn key(app: &TestApp, email: &str) -> usize {
    number(&app.ctx.db, &format!("SELECT id FROM people WHERE email = '{email}'"))
}
