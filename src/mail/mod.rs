//! Floor 2: a letter becomes a message, a message is given to a server. What stands in the letter is not decided here.

mod message;
mod transport;

pub use message::{Envelope, Letter, Unsendable, message};
pub use transport::{Line, Outcome, Transport};
