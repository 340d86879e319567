//! The calls of programs (`/api/v1`): JSON in, JSON or `problem+json` out. The same actions and views as the pages, the
//! same rights; one file a noun. `openapi` describes them all, from the handlers themselves.

mod acknowledgement;
mod body;
mod call_error;
mod calls;
mod cookie;
mod detail;
mod filter;
mod item;
mod language;
mod list;
mod mail;
mod not_applicable;
mod obligations;
mod openapi;
mod overdue;
mod plans;
mod problem;
mod reopening;
mod reports;
mod review;
mod routes;
mod schema;
mod sessions;
mod step;
mod tasks;
mod version;

pub use call_error::CallError;
pub use language::language;
pub use problem::Problem;
pub use routes::configure;
