//! Floor 3: what mails say. A letter is put together from the rows as they are when it is frozen, with the same reads as
//! the pages.

mod account;
mod compose;
mod composer;
mod day;
mod digest;
mod event;
mod former_address;
mod letter;
mod links;
mod lot;
mod matter;
mod month;
mod room;
mod shown;
mod wording;

pub use compose::{Composed, Composition, Readiness};
pub use composer::{Composer, Composing, Later};
pub use shown::{ShownMail, shown};
