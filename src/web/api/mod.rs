//! The calls of programs (`/api/v1`): JSON in, JSON or `problem+json` out. The same actions and views as the pages, the
//! same rights; one file a noun. `openapi` describes them all, from the handlers themselves.

mod body;
mod call_error;
mod cookie;
mod described;
mod list;
mod mail;
mod notice;
mod obligation;
mod openapi;
mod people;
mod plan;
mod problem;
mod refusal;
mod routes;
mod schema;
mod serde_said;
mod version;
mod when;

pub(super) use call_error::CallError;
pub(super) use problem::Problem;
pub(super) use refusal::refusal;
pub(super) use routes::configure;
