//! Passwords: argon2id (19 MiB, two passes) in PHC form.

use std::sync::{Condvar, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// Hashes at the same time: each takes 19 MiB and a core.
const AT_ONCE: usize = 4;
/// How long somebody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// A password could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many others at the same time: trying again may help.
    #[error("登录的人太多，请稍后再试")]
    Busy,
    /// No random bytes for the salt.
    #[error("口令无法加密：{0}")]
    Failed(String),
}

static TAKEN: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// A turn at hashing; strangers who try passwords by the thousand wait here instead of filling the memory.
struct Turn;

impl Turn {
    fn take() -> Result<Self, HashError> {
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = FREED.wait_timeout_while(taken, PATIENCE, |taken| *taken >= AT_ONCE);
        let (mut taken, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        if timeout.timed_out() {
            return Err(HashError::Busy);
        }
        *taken += 1;
        Ok(Self)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}

/// Hashes a password with a random salt. Takes about 20 ms: never on an async thread.
///
/// # Errors
/// [`HashError`].
pub fn hash(password: &str) -> Result<String, HashError> {
    let _turn = Turn::take()?;
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| HashError::Failed(error.to_string()))
}

/// Whether the password is the one that was hashed. Without a hash (nobody of that address, or no password set
/// yet) a decoy is checked, so that the answer takes the same time.
///
/// # Errors
/// [`HashError::Busy`].
pub fn verify(password: &str, hash: Option<&str>) -> Result<bool, HashError> {
    static DECOY: LazyLock<String> = LazyLock::new(|| self::hash("nobody's password").unwrap_or_default());
    let compared = hash.unwrap_or_else(|| &DECOY);
    let _turn = Turn::take()?;
    let right = PasswordHash::new(compared)
        .is_ok_and(|compared| Argon2::default().verify_password(password.as_bytes(), &compared).is_ok());
    Ok(right && hash.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_own_hash_alone() {
        let hash = hash("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify("correct horse", Some(&hash)).unwrap());
        assert!(!verify("correct mule", Some(&hash)).unwrap());
        assert!(!verify("correct horse", Some("not a hash")).unwrap());
    }

    #[test]
    fn nobody_signs_in_with_the_decoys_password() {
        assert!(!verify("nobody's password", None).unwrap());
    }
}
