use std::net::SocketAddr;

use serde::Deserialize;

use super::Networks;

/// Where the pages are served.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The address that readers of mails type in, without a slash at the end; empty: made from `listen`.
    pub public_url: String,
    /// Threads that answer requests.
    pub workers: usize,
    /// Connections that are open at once.
    pub connections: usize,
    /// Seconds that the body of a request may take …
    pub body_seconds: u64,
    /// … and one more for each so many bytes: a slower sender is cut off.
    pub body_bytes_a_second: u64,
    /// Documents that are read at once, each by a thread of its own.
    pub compiles: usize,
    /// True behind TLS: the cookie is then sent over TLS alone.
    pub secure_cookies: bool,
    /// The proxies in front of us: only what they say of where a request comes from is believed.
    pub trusted_proxies: Networks,
    /// The header in which they say it. They let the other one through as a client sent it, so only one is read.
    pub proxy_header: ProxyHeader,
}

/// How a proxy says where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyHeader {
    /// `X-Forwarded-For: client, proxy`.
    XForwardedFor,
    /// `Forwarded: for=client` (RFC 7239).
    Forwarded,
}

/// What is written to standard error.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// `error`, `warn`, `info`, `debug`, or directives such as `info,duban=debug`.
    pub level: String,
    /// One line of text or of JSON an event.
    pub format: LogFormat,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For collectors.
    Json,
}

impl ServerSettings {
    /// The address that links in mails begin with.
    pub fn public_address(&self) -> String {
        match self.public_url.trim_end_matches('/') {
            "" => format!("http://{}", self.listen),
            url => url.to_owned(),
        }
    }

    /// The host of that address, by which our mails are known; `duban.local` where none is set.
    pub fn public_host(&self) -> &str {
        let url = self.public_url.split_once("://").map_or(self.public_url.as_str(), |(_, rest)| rest);
        let host = url.split(['/', ':']).next().unwrap_or_default().trim();
        if host.is_empty() { "duban.local" } else { host }
    }
}
