//! TLS for the conversation: who the server must prove to be.

use std::io::{Error, ErrorKind, Read, Result};
use std::sync::{Arc, LazyLock};

use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore};

/// The public authorities are trusted, and nobody else.
static PUBLIC: LazyLock<std::result::Result<Arc<ClientConfig>, rustls::Error>> =
    LazyLock::new(|| trusting(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }).map(Arc::new));

/// Our end of a conversation in TLS with that host.
pub(super) fn to(host: &str) -> Result<ClientConnection> {
    let config = PUBLIC.as_ref().map_err(|error| Error::other(error.clone()))?;
    with(Arc::clone(config), host)
}

/// The same with a configuration of its own.
pub(super) fn with(config: Arc<ClientConfig>, host: &str) -> Result<ClientConnection> {
    let host = ServerName::try_from(host.to_owned()).map_err(Error::other)?;
    ClientConnection::new(config, host).map_err(Error::other)
}

/// Trusts these authorities.
pub(super) fn trusting(roots: RootCertStore) -> std::result::Result<ClientConfig, rustls::Error> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    Ok(builder.with_safe_default_protocol_versions()?.with_root_certificates(roots).with_no_client_auth())
}

/// Takes in what has come, once. What it says is then to be read; it may say nothing.
pub(super) fn take_in(tls: &mut ClientConnection, tcp: &mut impl Read) -> Result<()> {
    if tls.read_tls(tcp)? == 0 {
        return Err(hung_up());
    }
    tls.process_new_packets().map(drop).map_err(|error| Error::new(ErrorKind::InvalidData, error))
}

/// The other end has ended the line.
pub(super) fn hung_up() -> Error {
    Error::new(ErrorKind::UnexpectedEof, "the server hung up")
}

#[cfg(test)]
mod tests;
