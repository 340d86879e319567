use std::net::SocketAddr;

use serde::Deserialize;

use super::allowed::{DAY_SECONDS, formed, within};
use super::{LinkBase, Networks, NoLinks, Origin, link_base};

/// Files in memory at once, those that are read and those that wait for it: no more are read at once.
pub const MOST_COMPILES: usize = 4;

/// Where the pages are served.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The address that readers of mails type in, without a slash at the end; empty: made from `listen`, where that is this
    /// machine alone.
    pub public_url: String,
    /// Threads that answer requests.
    pub workers: usize,
    /// Connections that are open at once.
    pub connections: usize,
    /// Seconds that the body of a request may take …
    pub body_seconds: u64,
    /// … and one more for each so many bytes: a slower sender is cut off.
    pub body_bytes_a_second: u64,
    /// Documents that are read at once, each by a thread of its own; [`MOST_COMPILES`] at most.
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
    /// A line for every request.
    pub access: bool,
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
    /// Whether each is one that can be used.
    ///
    /// # Errors
    /// The first that cannot, with its value and what is allowed.
    pub(super) fn check(&self) -> Result<(), String> {
        within("server.workers", self.workers, 1..=512)?;
        within("server.connections", self.connections, 1..=1_000_000)?;
        within("server.body_seconds", self.body_seconds, 1..=DAY_SECONDS)?;
        within("server.body_bytes_a_second", self.body_bytes_a_second, 1..=1_000_000_000)?;
        within("server.compiles", self.compiles, 1..=MOST_COMPILES)?;
        let is_address = self.public_url.is_empty() || is_web_address(&self.public_url);
        let has_path = self.public_url.trim_end_matches('/').splitn(4, '/').nth(3).is_some();
        formed(
            "server.public_url",
            &self.public_url,
            is_address && !has_path,
            "以 http:// 或 https:// 开头、别的电脑可以打开的访问地址（不能是 0.0.0.0，也不能带路径：本系统的网页都从根路径 / 开始），或留空",
        )
    }

    /// What links begin with.
    ///
    /// # Errors
    /// As [`link_base`].
    pub fn links(&self) -> Result<LinkBase, NoLinks> {
        link_base(self.listen, &self.public_url)
    }

    /// The origin of `public_url`, where that is set.
    pub fn public_origin(&self) -> Option<Origin> {
        Origin::of(&self.public_url)
    }

    /// The host of `public_url`, by which our mails are known; `duban.local` where none is set.
    pub fn public_host(&self) -> String {
        let origin = self.public_origin();
        origin.as_ref().and_then(Origin::host_name).unwrap_or("duban.local").to_owned()
    }
}

impl LogSettings {
    /// Whether each is one that can be used.
    ///
    /// # Errors
    /// The first that cannot, with its value and what is allowed.
    pub(super) fn check(&self) -> Result<(), String> {
        let is_level = self.level.split(',').all(is_directive);
        formed("log.level", &self.level, is_level, " error、warn、info、debug、trace 或 off，或如 \"info,duban=debug\"")
    }
}

/// `http://host…` or `https://host…`, as it may stand in a link that more is added to.
fn is_web_address(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let is_whole = rest.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"\"'<>\\?#".contains(c));
    let leads_somewhere = Origin::of(url).is_some_and(|origin| !origin.is_unspecified());
    is_web && is_whole && leads_somewhere
}

/// A level, or one for a part of the program: `debug`, `duban=debug`. A word alone that is no level would be taken for a part.
fn is_directive(text: &str) -> bool {
    let level = text.rsplit_once('=').map_or(text, |(_, level)| level).trim();
    ["off", "error", "warn", "info", "debug", "trace"].iter().any(|known| level.eq_ignore_ascii_case(known))
}
