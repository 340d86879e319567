//! People (人员): their accounts and posts, and how they sign in.

pub(super) mod add_person;
pub(super) mod choose_post;
pub(super) mod disable_person;
pub(in crate::actions) mod keep_form;
pub(super) mod note_refusals;
pub(super) mod password_link;
pub(super) mod renew_link;
pub(super) mod set_password;
pub(super) mod sign_in;
pub(super) mod sign_out;
pub(super) mod unlock_account;
