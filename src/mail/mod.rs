//! Floor 2: a letter becomes a message, a message is given to a server. What stands in the letter is not decided here.

mod conversation;
mod greeting;
mod message;
mod outcome;
mod reply;
mod tls;
mod transport;
mod trouble;
mod wire;

pub use message::{Envelope, Letter, Unsendable, message};
pub use outcome::Outcome;
pub use transport::{Line, Transport};
