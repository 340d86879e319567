//! The token in the cookie: a short JWT that names a session. Whether the session still holds is asked of the
//! database at every request; the token only proves that we made it.

use std::path::Path;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::secret;
use crate::config::AuthSettings;
use crate::domain::id::SessionId;
use crate::private;

/// What the token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    /// The session.
    sid: SessionId,
    /// The end in any case, in seconds since 1970.
    exp: i64,
}

/// Makes and reads tokens with one key.
#[derive(Clone)]
pub struct TokenKey {
    encoding: EncodingKey,
    decoding: DecodingKey,
    secret: Vec<u8>,
}

/// The signing key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The key that was given is too short to be safe.
    #[error("auth.secret 过短：至少 32 字节")]
    TooShort,
    /// The file cannot be read or made.
    #[error("密钥文件 {file} 无法使用：{reason}")]
    File {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
}

impl TokenKey {
    /// The key from the settings, or from its file, which is made when missing.
    pub fn load(settings: &AuthSettings) -> Result<Self, KeyError> {
        let secret = match settings.secret.as_str() {
            "" => from_file(&settings.secret_file).map_err(|error| KeyError::File {
                file: settings.secret_file.display().to_string(),
                reason: error.to_string(),
            })?,
            given => given.as_bytes().to_vec(),
        };
        if secret.len() < 32 {
            return Err(KeyError::TooShort);
        }
        Ok(Self { encoding: EncodingKey::from_secret(&secret), decoding: DecodingKey::from_secret(&secret), secret })
    }

    /// A token for a session; `None` only where the claims cannot be written, which they always can.
    pub fn issue(&self, session_id: &SessionId, expires_at: i64) -> Option<String> {
        let claims = Claims { sid: session_id.clone(), exp: expires_at };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).ok()
    }

    /// The session a token names, if we made the token and it has not run out at `now` (seconds since 1970).
    /// The library would compare with the system's time, not with our clock: its own check is off.
    pub fn session_of(&self, token: &str, now: i64) -> Option<SessionId> {
        self.claims(token).filter(|claims| claims.exp > now).map(|claims| claims.sid)
    }

    /// The session a token of ours names, whether or not it has run out: nobody is let in by it.
    pub fn session_once(&self, token: &str) -> Option<SessionId> {
        self.claims(token).map(|claims| claims.sid)
    }

    fn claims(&self, token: &str) -> Option<Claims> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.validate_exp = false;
        Some(jsonwebtoken::decode::<Claims>(token, &self.decoding, &validation).ok()?.claims)
    }

    /// The secret that every form of a session repeats: nobody else's page knows it.
    pub fn form_secret(&self, session_id: &SessionId) -> String {
        let mut hash = Sha256::new();
        hash.update(b"form\0");
        hash.update(&self.secret);
        hash.update(session_id.as_str().as_bytes());
        secret::hex(&hash.finalize())
    }
}

fn from_file(file: &Path) -> std::io::Result<Vec<u8>> {
    match std::fs::read_to_string(file) {
        Ok(text) => {
            if let Some(exposed) = private::tighten(file) {
                let (file, mended) = (exposed.file.display(), exposed.mended);
                tracing::warn!(%file, mended, "others could read the key of all sessions: make a new one if they may have");
            }
            Ok(text.trim().as_bytes().to_vec())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make_file(file),
        Err(error) => Err(error),
    }
}

fn make_file(file: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Write;

    let secret = secret::hex(&secret::random::<32>().map_err(std::io::Error::other)?);
    if let Some(folder) = file.parent() {
        private::make_folder(folder)?;
    }
    // Two processes may start at once: each writes a whole file of its own, and the first to give it the name has made it.
    let mark = secret::hex(&secret::random::<8>().map_err(std::io::Error::other)?);
    let own = file.with_extension(mark);
    private::create_new(&own)?.write_all(secret.as_bytes())?;
    let named = std::fs::hard_link(&own, file);
    std::fs::remove_file(&own)?;
    match named {
        Ok(()) => Ok(secret.into_bytes()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => from_file(file),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: &str) -> Result<TokenKey, KeyError> {
        let settings = crate::config::Settings::from_parts("test", None, Default::default()).unwrap();
        TokenKey::load(&AuthSettings { secret: secret.to_owned(), ..settings.auth })
    }

    fn session() -> SessionId {
        SessionId::stored("s1")
    }

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn a_token_names_its_session_until_it_runs_out_by_our_clock() {
        let key = key(SECRET).unwrap();
        let token = key.issue(&session(), 1_000).unwrap();
        assert_eq!(key.session_of(&token, 999), Some(session()));
        assert_eq!(key.session_of(&token, 1_000), None);
        assert_eq!(key.session_once(&token), Some(session()), "it was ours");
    }

    #[test]
    fn a_token_of_another_key_or_none_at_all_is_refused() {
        let other = key("another-secret-of-thirty-two-bytes!!").unwrap();
        let token = other.issue(&session(), 1_000).unwrap();
        let key = key(SECRET).unwrap();
        assert_eq!((key.session_of(&token, 0), key.session_once(&token)), (None, None));
        assert_eq!(key.session_of("eyJhbGciOiJub25lIn0.eyJzaWQiOiJzMSIsImV4cCI6OTl9.", 0), None);
        assert_ne!(key.form_secret(&session()), other.form_secret(&session()));
    }

    #[test]
    fn a_short_key_is_refused() {
        assert!(matches!(key("short"), Err(KeyError::TooShort)));
    }

    #[test]
    fn a_key_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys/session.key");
        assert_eq!(from_file(&file).unwrap(), from_file(&file).unwrap());
    }
}
