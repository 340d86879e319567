//! People (人员): the way in, accounts, posts.

pub(super) mod account;
pub(super) mod accounts;
mod dead_link;
pub(super) mod demo_door;
pub(super) mod entry;
mod limits;
pub(super) mod person;
mod person_form;
pub(super) mod policy;
pub(super) mod post;
pub(super) mod set_password;
pub(super) mod sign_in;
