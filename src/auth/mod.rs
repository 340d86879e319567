//! Floor 2: passwords (argon2id), tokens (JWT), one-time secrets. Knows nothing of the database.

pub mod password;
pub mod secret;
pub mod token;
