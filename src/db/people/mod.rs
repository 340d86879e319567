//! People (人员): persons, their posts and units, and how they sign in.

pub(crate) mod administrators;
pub mod approvals;
pub(crate) mod directory;
pub(crate) mod former_passwords;
pub mod kept_forms;
pub(crate) mod known_places;
pub mod links;
pub mod persons;
pub(crate) mod posts;
pub mod refusals;
pub mod sessions;
pub(crate) mod sign_in_tries;
pub mod units;
