//! Floor 2: a letter becomes a message, a message is given to a server. What stands in the letter is not decided here.

mod message;
mod outcome;
mod transport;

pub use message::{Envelope, Letter, Unsendable, message};
pub use outcome::Outcome;
pub use transport::{Line, Past, Transport};
