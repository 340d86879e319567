//! Floor 2: passwords (argon2id, on threads of their own), the gate that strangers queue at, tokens (JWT), one-time secrets. Knows nothing of the database.

pub(crate) mod gate;
pub mod hashing;
pub(crate) mod password;
pub(crate) mod secret;
pub mod token;
