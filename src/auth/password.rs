//! Passwords: argon2id (19 MiB, two passes) in PHC form.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// A hash could not be made: no random bytes for the salt.
#[derive(Debug, thiserror::Error)]
#[error("口令无法加密：{0}")]
pub struct HashError(String);

/// Hashes a password with a random salt. Takes about 20 ms: never on an async thread.
///
/// # Errors
/// [`HashError`].
pub fn hash(password: &str) -> Result<String, HashError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| HashError(error.to_string()))
}

/// Whether the password is the one that was hashed. Without a hash (nobody of that address, or no password set
/// yet) a decoy is checked, so that the answer takes the same time.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    static DECOY: LazyLock<String> = LazyLock::new(|| self::hash("nobody's password").unwrap_or_default());
    let matches = |hash: &str| {
        PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    };
    match hash {
        Some(hash) => matches(hash),
        None => {
            matches(&DECOY);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_own_hash_alone() {
        let hash = hash("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify("correct horse", Some(&hash)));
        assert!(!verify("correct mule", Some(&hash)));
        assert!(!verify("correct horse", Some("not a hash")));
    }

    #[test]
    fn nobody_signs_in_with_the_decoys_password() {
        assert!(!verify("nobody's password", None));
    }
}
