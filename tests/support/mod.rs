//! What tests share: a database of one's own on either engine, the real binary, a real server, an office.

pub mod api;
pub mod app;
pub mod chance;
pub mod command;
pub mod database;
pub mod draft_form;
pub mod hostile;
pub mod invariants;
pub mod leftovers;
pub mod log;
pub mod office;
pub mod relay;
pub mod said;
pub mod smtp;
pub mod template;

/// The address of somebody in a test's cast: the name where it is ASCII, else its characters by number.
pub fn address_of(name: &str) -> String {
    let plain: String = name.chars().map(|c| format!("{:x}", u32::from(c))).collect();
    if name.is_ascii() { format!("{name}@test.example") } else { format!("p{plain}@test.example") }
}

/// A text as somebody typed it, which its type takes.
pub fn said<T>(text: &str) -> T
where
    T: for<'t> TryFrom<&'t str, Error = duban::domain::typed::Fault>,
{
    T::try_from(text).unwrap_or_else(|fault| panic!("{text:?}: {fault}"))
}
