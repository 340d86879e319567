//! People (人员): their accounts and posts, and how they sign in.

pub(super) mod add_person;
pub(super) mod add_post;
pub(super) mod change_password;
pub(super) mod choose_post;
pub(super) mod consent;
pub(super) mod decide_link;
pub(super) mod disable_person;
pub(super) mod edit_person;
pub(super) mod enable_person;
pub(super) mod end_post;
pub(super) mod end_sessions;
pub(super) mod give_post;
pub(in crate::actions) mod keep_form;
mod last_administrator;
pub(super) mod new_password;
pub(super) mod note_refusals;
pub(super) mod password_link;
pub(super) mod renew_link;
pub(super) mod set_password;
pub(super) mod sign_in;
pub(super) mod sign_out;
mod tell_account;
pub(super) mod unlock_account;
