//! Random secrets that are shown once, and what is stored of them.

use sha2::{Digest, Sha256};

/// Letters and digits that cannot be taken for one another when a password is read out on the telephone.
const READABLE: &[u8; 56] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

/// The system has no random bytes to give.
#[derive(Debug, thiserror::Error)]
#[error("无法取得随机数：{0}")]
pub(crate) struct NoRandomness(getrandom::Error);

/// So many characters has a token.
pub(crate) const TOKEN_CHARS: usize = 64;

/// A token, 32 random bytes in hex, and the hash under which it is stored.
pub(crate) fn token() -> Result<(String, String), NoRandomness> {
    let token = hex(&random::<32>()?);
    let hash = hash_of(&token);
    Ok((token, hash))
}

/// SHA-256 in hex, of a token or of what a file has in it. A token is random in all its bytes, so a fast hash is enough.
pub(crate) fn hash_of(secret: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(secret.as_ref()))
}

/// A random password of that many characters, without look-alikes.
pub(crate) fn password(chars: usize) -> Result<String, NoRandomness> {
    let mut password = String::with_capacity(chars);
    while password.len() < chars {
        // 224 is the largest multiple of 56 in a byte: without the rest every character is equally likely.
        let usable = random::<16>()?.into_iter().filter(|byte| *byte < 224);
        let readable = usable.filter_map(|byte| READABLE.get(usize::from(byte) % READABLE.len()));
        password.extend(readable.take(chars - password.len()).map(|byte| char::from(*byte)));
    }
    Ok(password)
}

/// Random bytes from the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(NoRandomness)?;
    Ok(bytes)
}

/// Bytes as lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_its_hash() {
        let (one, hash) = token().unwrap();
        assert_eq!(hash_of(&one), hash);
        assert_eq!(one.len(), TOKEN_CHARS);
        assert_ne!(token().unwrap().0, one);
    }

    #[test]
    fn a_password_has_no_look_alikes() {
        let password = password(200).unwrap();
        assert_eq!(password.len(), 200);
        assert!(!password.contains(['0', 'O', '1', 'l', 'I', 'o']), "{password}");
    }
}
