//! What tests share: a database of one's own on either engine, the real binary, a real server, an office.

pub mod api;
pub mod app;
pub mod command;
pub mod database;
pub mod hostile;
pub mod invariants;
pub mod leftovers;
pub mod office;
pub mod smtp;

/// A text as somebody typed it, which its type takes.
pub fn said<T>(text: &str) -> T
where
    T: for<'t> TryFrom<&'t str, Error = duban::domain::typed::Fault>,
{
    T::try_from(text).unwrap_or_else(|fault| panic!("{text:?}: {fault}"))
}
