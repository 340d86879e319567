//! Floor 3: what mails say, and their way out. A letter is put together from the rows as they are when it is frozen, with
//! the same reads as the pages; then it is handed over.

mod board;
mod carrier;
mod compose;
mod composer;
mod courier;
mod day;
mod delivered;
mod digest;
mod event;
mod ledger;
mod letter;
mod links;
mod matter;
mod month;
mod pulse;
mod room;
mod shown;
mod watcher;
mod wording;

pub use compose::{Composed, Composition, Readiness};
pub use composer::{Composer, Composing};
pub use courier::{Courier, deliver};
pub use delivered::Delivered;
pub use shown::{ShownMail, shown};
