//! Floor 3: the way of mails out: claimed, frozen, handed over, written down. A courier works in lines (`carrier`) that share
//! a `board` and a `ledger`; what a mail says is asked of `letters`.

mod board;
mod carrier;
mod courier;
mod delivered;
mod ledger;
mod lookout;
mod lot;
mod pulse;
mod queue;
mod shelf;

pub use courier::{Courier, deliver};
pub use delivered::Delivered;
