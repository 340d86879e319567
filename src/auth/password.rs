//! Passwords: argon2id (19 MiB, two passes) in PHC form. Hashing is done by the threads of [`super::hashing`] alone,
//! each with a memory of its own.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq;

use super::secret;

/// The largest memory that a stored hash may ask for: 64 MiB.
const MOST_BLOCKS: usize = 64 << 10;
/// What is hashed with where nobody's password is compared: any eight bytes do.
const NOBODYS_SALT: &[u8] = b"nobody's salt";

/// A password could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many others at the same time: trying again may help.
    #[error("登录的人太多，请稍后再试")]
    Busy,
    /// No random bytes for the salt, or no thread.
    #[error("口令无法加密：{0}")]
    Failed(String),
}

/// The memory that hashing fills: 19 MiB from the first password on, used again for each and wiped in between.
#[derive(Default)]
pub(crate) struct Memory(Vec<Block>);

impl Memory {
    /// Whether it is filled since it was last given back.
    #[cfg(test)]
    pub(super) fn is_held(&self) -> bool {
        !self.0.is_empty()
    }

    /// Fills `out` with the hash.
    fn digest(&mut self, argon2: &Argon2<'_>, password: &str, salt: &[u8], out: &mut [u8]) -> argon2::Result<()> {
        let blocks = argon2.params().block_count();
        if self.0.len() < blocks {
            self.0.resize(blocks, Block::new());
        }
        let done = argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, &mut self.0);
        self.0.fill(Block::new());
        done
    }
}

/// Hashes a password with a random salt. Takes about 20 ms.
pub(crate) fn hash(password: &str, memory: &mut Memory) -> Result<String, HashError> {
    let failed = |error: &dyn std::fmt::Display| HashError::Failed(error.to_string());
    let argon2 = Argon2::default();
    let salt = secret::random::<16>().map_err(|error| failed(&error))?;
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    memory.digest(&argon2, password, &salt, &mut out).map_err(|error| failed(&error))?;
    let hash = PasswordHash {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(argon2.params()).map_err(|error| failed(&error))?,
        salt: Some(Salt::new(&salt).map_err(|error| failed(&error))?),
        hash: Some(Output::new(&out).map_err(|error| failed(&error))?),
    };
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed. Without a hash (nobody of that address, or no password set
/// yet) the same work is done for nothing, so that the answer takes the same time.
pub(crate) fn verify(password: &str, hash: Option<&str>, memory: &mut Memory) -> bool {
    let Some(hash) = hash else {
        let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
        // What comes out is nobody's.
        let _ = memory.digest(&Argon2::default(), password, NOBODYS_SALT, &mut out);
        return false;
    };
    PasswordHash::new(hash).is_ok_and(|hash| matches(password, &hash, memory).unwrap_or(false))
}

/// `None` for what is no hash of ours.
fn matches(password: &str, hash: &PasswordHash, memory: &mut Memory) -> Option<bool> {
    let version = hash.version.map_or(Some(Version::default()), |version| Version::try_from(version).ok())?;
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
    let argon2 = Argon2::new(algorithm, version, Params::try_from(hash).ok()?);
    let (salt, expected) = (hash.salt.as_ref()?, hash.hash.as_ref()?);
    let mut out = vec![0; expected.as_bytes().len()];
    if argon2.params().block_count() > MOST_BLOCKS {
        return None;
    }
    memory.digest(&argon2, password, salt.as_ref(), &mut out).ok()?;
    Some(out.ct_eq(expected.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_own_hash_alone() {
        let memory = &mut Memory::default();
        let hash = hash("correct horse", memory).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify("correct horse", Some(&hash), memory));
        assert!(!verify("correct mule", Some(&hash), memory));
        assert!(!verify("correct horse", Some("not a hash"), memory));
        assert!(!verify("correct horse", None, memory));
    }

    #[test]
    fn a_hash_that_the_library_made_by_itself_is_still_good() {
        let stored = argon2::PasswordHasher::hash_password(&Argon2::default(), b"correct horse").unwrap().to_string();
        assert!(verify("correct horse", Some(&stored), &mut Memory::default()));
        assert!(!verify("correct mule", Some(&stored), &mut Memory::default()));
    }

    #[test]
    fn nothing_of_a_password_stays_in_the_memory_and_the_memory_does_not_grow() {
        let memory = &mut Memory::default();
        for _ in 0..3 {
            hash("correct horse", memory).unwrap();
            assert_eq!(memory.0.len(), 19_456);
            assert!(memory.0.iter().all(|block| block.as_ref().iter().all(|word| *word == 0)));
        }
    }

    #[test]
    fn a_stored_hash_cannot_ask_for_all_the_memory_there_is() {
        let greedy =
            "$argon2id$v=19$m=4294967295,t=2,p=1$iZPmc9AT+u0c21xrRULIlg$8yYtnXwXdvtjNYQmLKVrHmSR8YQ9HUqDrD32vdEj/D8";
        assert!(!verify("correct horse", Some(greedy), &mut Memory::default()));
    }
}
