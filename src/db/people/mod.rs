//! People (人员): persons, their posts and units, and how they sign in.

pub mod known_places;
pub mod persons;
pub mod posts;
pub mod sessions;
pub mod sign_in_tries;
pub mod units;
