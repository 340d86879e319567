//! Where a request comes from. A proxy is believed only where it is listed in the settings, and only in the one header
//! that it is said to write; whatever stands in front of the first address that nobody vouches for is the client's own tale.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Once;

use actix_web::HttpRequest;
use actix_web::http::header::{FORWARDED, HeaderMap, HeaderName, X_FORWARDED_FOR};

use crate::app::App;
use crate::config::{Networks, ProxyHeader};
use crate::domain::source::{Asked, Source};
use crate::domain::trail::AuditChannel;

/// More proxies than this in a row are somebody's joke.
const MOST_HOPS: usize = 16;

/// Where a request comes from.
pub(super) fn source_of(request: &HttpRequest, app: &App) -> Source {
    let peer = request.peer_addr().map_or(Ipv4Addr::UNSPECIFIED.into(), |address| address.ip());
    let settings = &app.ctx.settings.server;
    let (header, kind): (_, fn(&str) -> Option<IpAddr>) = match settings.proxy_header {
        ProxyHeader::XForwardedFor => (X_FORWARDED_FOR, address),
        ProxyHeader::Forwarded => (FORWARDED, forwarded_for),
    };
    if !settings.trusted_proxies.contains(peer) {
        warn_of_unlisted_proxy(request.headers(), &header);
        return peer.into();
    }
    client(peer, &hops(request.headers(), &header), kind, &settings.trusted_proxies).into()
}

/// Whether a program asks.
pub(super) fn is_call(request: &HttpRequest) -> bool {
    request.path().starts_with("/api/")
}

/// From where and by which way a request asks.
pub(super) fn asked_of(request: &HttpRequest, app: &App) -> Asked {
    let channel = if is_call(request) { AuditChannel::Call } else { AuditChannel::Page };
    Asked::new(source_of(request, app), channel)
}

/// A proxy that is not listed makes everybody one source: whoever set it up should hear of it, once.
fn warn_of_unlisted_proxy(headers: &HeaderMap, header: &HeaderName) {
    static ONCE: Once = Once::new();
    if headers.contains_key(header) {
        ONCE.call_once(|| {
            tracing::warn!(%header, "a request names another source, but its sender is not in server.trusted_proxies");
        });
    }
}

/// What the header says, the nearest hop last.
fn hops(headers: &HeaderMap, header: &HeaderName) -> Vec<String> {
    let values = headers.get_all(header).map(|value| value.to_str().unwrap_or("?"));
    let mut all: Vec<String> = values.flat_map(|value| value.split(',').map(str::to_owned)).collect();
    all.split_off(all.len().saturating_sub(MOST_HOPS))
}

/// Goes back from hop to hop as long as the one that vouches is trusted.
fn client(peer: IpAddr, hops: &[String], kind: fn(&str) -> Option<IpAddr>, trusted: &Networks) -> IpAddr {
    let mut client = peer;
    for hop in hops.iter().rev() {
        match kind(hop) {
            Some(named) if trusted.contains(client) => client = named,
            _ => break,
        }
    }
    client
}

/// `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::7`, `[2001:db8::7]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(text, |(address, _)| address);
    bare.parse().ok().or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()))
}

/// `for="[2001:db8::7]:4711";proto=https` (RFC 7239).
fn forwarded_for(text: &str) -> Option<IpAddr> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    let (_, node) = pairs.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    address(node.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(peer: &str, said: &str, kind: fn(&str) -> Option<IpAddr>) -> String {
        let trusted: Networks = serde_json::from_str(r#""127.0.0.1,10.0.0.0/8,fd00::/8""#).unwrap();
        let hops: Vec<String> = said.split(',').map(str::to_owned).collect();
        client(peer.parse().unwrap(), &hops, kind, &trusted).to_string()
    }

    #[test]
    fn the_rightmost_address_that_no_listed_proxy_has_is_the_client() {
        for (said, client) in [
            ("192.0.2.7", "192.0.2.7"),
            ("6.6.6.6, 192.0.2.7", "192.0.2.7"),
            ("6.6.6.6, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
            ("192.0.2.7:4711", "192.0.2.7"),
            ("[2001:db8::7]:4711,fd00::1", "2001:db8::7"),
            ("10.0.0.9,10.0.0.2", "10.0.0.9"),
        ] {
            assert_eq!(found("127.0.0.1", said, address), client, "{said}");
        }
    }

    #[test]
    fn what_a_client_makes_up_is_never_believed() {
        assert_eq!(found("192.0.2.7", "127.0.0.1, 10.0.0.2", address), "192.0.2.7", "it came straight to us");
        assert_eq!(found("127.0.0.1", "10.0.0.2, 192.0.2.7", address), "192.0.2.7", "a listed address in front");
        for nonsense in ["", "unknown", "192.0.2.7, _hidden", "192.0.2.7, 300.1.1.1", "192.0.2.7,", "1.2.3.4 5.6.7.8"] {
            assert_eq!(found("127.0.0.1", nonsense, address), "127.0.0.1", "{nonsense:?}");
        }
    }

    #[test]
    fn the_standard_header_is_read_alike() {
        let said = "for=6.6.6.6, For=\"[2001:db8::7]:4711\";proto=https;by=10.0.0.2, proto=http;for=10.0.0.2";
        assert_eq!(found("127.0.0.1", said, forwarded_for), "2001:db8::7");
        assert_eq!(found("127.0.0.1", "for=192.0.2.7, for=unknown", forwarded_for), "127.0.0.1");
    }
}
