//! Which address links begin with, and which pages are ours: one answer for mails, invitations and the check of forms.

use std::net::{IpAddr, SocketAddr};

/// What links begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkBase {
    address: String,
    /// Whether they lead anywhere on this machine alone.
    pub only_here: bool,
}

impl LinkBase {
    /// The address itself, without a slash at its end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The link to a path that begins with a slash.
    pub fn to(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

/// Why no link can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoLinks {
    /// Other machines are listened to, and under which name they know this one is not said.
    #[error("server.public_url is not set, and server.listen is no address of this machine alone")]
    NoPublicUrl,
}

/// What links begin with, by where we listen and what `server.public_url` says: the public address where there is one, else the
/// address that this machine itself reaches us at. Whoever listens to other machines has to say under which name.
///
/// # Errors
/// No address is known that a reader could open.
pub fn link_base(listen: SocketAddr, public_url: &str) -> Result<LinkBase, NoLinks> {
    match public_url.trim().trim_end_matches('/') {
        "" if listen.ip().is_loopback() => Ok(LinkBase { address: format!("http://{listen}"), only_here: true }),
        "" => Err(NoLinks::NoPublicUrl),
        url => {
            let only_here = Origin::of(url).is_some_and(|origin| origin.is_loopback());
            Ok(LinkBase { address: url.to_owned(), only_here })
        }
    }
}

/// Scheme, host and port of an address, written in one way: lower case, the scheme's own port left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    host: String,
    port: Option<u16>,
}

impl Origin {
    /// The origin of `https://host:port/…`; `None` for what is no web address (`null`, as a browser says that it will not tell).
    pub fn of(url: &str) -> Option<Self> {
        let (scheme, rest) = url.trim().split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let usual = match scheme.as_str() {
            "http" => 80,
            "https" => 443,
            _ => return None,
        };
        let (host, port) = host_and_port(rest.split(['/', '?', '#']).next()?)?;
        Some(Self { scheme, host, port: port.filter(|port| *port != usual) })
    }

    /// Whether a `Host` header names the same host and port.
    pub fn is_at(&self, host: &str) -> bool {
        let usual = if self.scheme == "http" { 80 } else { 443 };
        host_and_port(host)
            .is_some_and(|(host, port)| host == self.host && port.filter(|port| *port != usual) == self.port)
    }

    /// Whether what is sent there is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.scheme == "https"
    }

    /// Whether it is this machine, for whoever is at it.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.ip().is_some_and(|ip| ip.is_loopback())
    }

    /// Whether it stands for every address at once (`0.0.0.0`), which nobody can go to.
    pub fn is_unspecified(&self) -> bool {
        self.ip().is_some_and(|ip| ip.is_unspecified())
    }

    /// The host, in lower case; `None` where it is an IPv6 address, which stands in no mail's Message-ID.
    pub fn host_name(&self) -> Option<&str> {
        (!self.host.starts_with('[')).then_some(self.host.as_str())
    }

    fn ip(&self) -> Option<IpAddr> {
        self.host.trim_start_matches('[').trim_end_matches(']').parse().ok()
    }
}

/// `host`, `host:8080`, `[::1]:8080`; without a user before it.
fn host_and_port(text: &str) -> Option<(String, Option<u16>)> {
    let end = match text.strip_prefix('[') {
        Some(rest) => rest.find(']')? + 2,
        None => text.find(':').unwrap_or(text.len()),
    };
    let (host, port) = text.split_at_checked(end)?;
    let port = match port {
        "" | ":" => None,
        port => Some(port.strip_prefix(':')?.parse().ok()?),
    };
    let fits = !host.is_empty() && host.chars().all(|c| !c.is_whitespace() && !"@\"'<>\\".contains(c));
    fits.then(|| (host.to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(listen: &str, public_url: &str) -> Result<(String, bool), NoLinks> {
        link_base(listen.parse().unwrap(), public_url).map(|base| (base.to("/x"), base.only_here))
    }

    #[test]
    fn a_link_begins_with_the_public_address_or_with_one_that_this_machine_reaches() {
        for (listen, public_url, link, only_here) in [
            ("127.0.0.1:8080", "", "http://127.0.0.1:8080/x", true),
            ("[::1]:9000", "", "http://[::1]:9000/x", true),
            ("127.0.0.1:8080", "https://duban.example.gov.cn", "https://duban.example.gov.cn/x", false),
            ("0.0.0.0:8080", "https://duban.example.gov.cn/", "https://duban.example.gov.cn/x", false),
            ("10.1.2.3:80", "http://10.1.2.3", "http://10.1.2.3/x", false),
            ("0.0.0.0:8080", "http://localhost:8080", "http://localhost:8080/x", true),
            ("0.0.0.0:8080", "http://[::1]:8080", "http://[::1]:8080/x", true),
        ] {
            assert_eq!(base(listen, public_url), Ok((link.to_owned(), only_here)), "{listen} {public_url}");
        }
    }

    #[test]
    fn no_link_leads_to_an_address_that_nobody_can_open() {
        for listen in ["0.0.0.0:8080", "[::]:8080", "10.1.2.3:8080", "192.168.1.9:80"] {
            for unset in ["", "/", " "] {
                assert_eq!(base(listen, unset), Err(NoLinks::NoPublicUrl), "{listen}");
            }
        }
    }

    #[test]
    fn origins_are_compared_as_browsers_write_them() {
        let same = |one: &str, other: &str| Origin::of(one).is_some() && Origin::of(one) == Origin::of(other);
        assert!(same("HTTPS://Duban.Example/", "https://duban.example:443"));
        assert!(same("http://[::1]:8080/a?b", "http://[::1]:8080"));
        for (one, other) in [
            ("https://duban.example", "http://duban.example"),
            ("https://duban.example", "https://duban.example:8443"),
            ("https://duban.example", "https://duban.example.evil.example"),
            ("https://duban.example", "https://duban.example@evil.example"),
        ] {
            assert!(!same(one, other), "{one} {other}");
        }
        for none in
            ["null", "", "duban.example", "ftp://duban.example", "https://", "https://:80", "https://a:b", "http://["]
        {
            assert_eq!(Origin::of(none), None, "{none}");
        }
    }

    #[test]
    fn a_host_header_names_an_origin_by_host_and_port() {
        let origin = Origin::of("https://duban.example").unwrap();
        assert!(origin.is_at("duban.example") && origin.is_at("Duban.Example:443"));
        assert!(!origin.is_at("duban.example:8443") && !origin.is_at("evil.example") && !origin.is_at(""));
        assert!(Origin::of("http://127.0.0.1:8080").unwrap().is_at("127.0.0.1:8080"));
    }

    #[test]
    fn mails_are_known_by_the_host_of_the_public_address() {
        let host = |url: &str| {
            let origin = Origin::of(url);
            origin.as_ref().and_then(Origin::host_name).map(str::to_owned)
        };
        assert_eq!(host("https://duban.example.gov.cn:8443/x").as_deref(), Some("duban.example.gov.cn"));
        assert_eq!(host("http://[::1]:8080"), None);
        assert_eq!(host(""), None);
    }
}
