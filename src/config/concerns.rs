//! Settings that can be used and yet are likely to be a mistake: they are said at the start, by `duban check`, and to the system
//! administrator.

use super::{MailTransport, NoLinks, Settings};

/// Something that whoever looks after the system should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// Other machines are listened to and there is no public address: no link is made.
    NoLinks,
    /// Links lead anywhere on this machine alone.
    LocalLinks,
    /// Passwords and pages go over the network as anybody can read them.
    PlainHttp,
    /// The public address is encrypted, and the session's cookie would be sent without.
    CookiesInClear,
    /// The cookie is sent over encrypted lines alone, and there is none: nobody can sign in.
    CookiesNeverSent,
    /// There is a proxy, and it is not listed: everybody counts as one source.
    UnlistedProxy,
    /// Whoever asks is believed where the request comes from: every address counts as a proxy.
    EveryProxy,
    /// Mails are kept and not sent, and this is no demonstration.
    MailKept,
    /// Mails leave in the name of this machine alone, and their readers sit elsewhere: servers refuse them.
    LocalSender,
}

impl Concern {
    /// The word of the catalogue.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoLinks => "no_links",
            Self::LocalLinks => "local_links",
            Self::PlainHttp => "plain_http",
            Self::CookiesInClear => "cookies_in_clear",
            Self::CookiesNeverSent => "cookies_never_sent",
            Self::UnlistedProxy => "unlisted_proxy",
            Self::EveryProxy => "every_proxy",
            Self::MailKept => "mail_kept",
            Self::LocalSender => "local_sender",
        }
    }

    /// The setting to look at.
    pub fn setting(self) -> &'static str {
        match self {
            Self::NoLinks | Self::LocalLinks | Self::PlainHttp => "server.public_url",
            Self::CookiesInClear | Self::CookiesNeverSent => "server.secure_cookies",
            Self::UnlistedProxy | Self::EveryProxy => "server.trusted_proxies",
            Self::MailKept => "mail.transport",
            Self::LocalSender => "mail.from",
        }
    }
}

/// What there is to say of these settings, in the order in which it should be mended.
pub fn concerns(settings: &Settings) -> Vec<Concern> {
    let server = &settings.server;
    let (links, origin) = (server.links(), server.public_origin());
    let beyond = !server.listen.ip().is_loopback();
    let encrypted = origin.as_ref().is_some_and(super::Origin::is_encrypted);
    let public = origin.as_ref().is_some_and(|origin| !origin.is_loopback());
    let in_clear = (beyond || public) && !encrypted;
    let is_local = links.as_ref().is_ok_and(|base| base.only_here) && !settings.demo;
    let said = [
        (links == Err(NoLinks::NoPublicUrl), Concern::NoLinks),
        (is_local, Concern::LocalLinks),
        (in_clear, Concern::PlainHttp),
        (encrypted && !server.secure_cookies, Concern::CookiesInClear),
        (in_clear && server.secure_cookies, Concern::CookiesNeverSent),
        (encrypted && server.trusted_proxies.is_empty(), Concern::UnlistedProxy),
        (server.trusted_proxies.has_everybody(), Concern::EveryProxy),
        (settings.mail.transport == MailTransport::Capture && !settings.demo, Concern::MailKept),
        (
            public && settings.mail.is_from_here() && settings.mail.transport == MailTransport::Smtp,
            Concern::LocalSender,
        ),
    ];
    said.into_iter().filter(|(is_so, _)| *is_so).map(|(_, concern)| concern).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(environment: &[(&str, &str)]) -> Vec<&'static str> {
        let environment =
            environment.iter().map(|(key, value)| (format!("DUBAN__{key}"), (*value).to_owned())).collect();
        let settings = Settings::from_parts("test", None, environment).unwrap();
        concerns(&settings).into_iter().map(Concern::as_str).collect()
    }

    #[test]
    fn what_is_likely_a_mistake_is_said_and_what_is_in_order_is_not() {
        let (listen, url) = ("SERVER__LISTEN", "SERVER__PUBLIC_URL");
        let (secure, proxies) = ("SERVER__SECURE_COOKIES", "SERVER__TRUSTED_PROXIES");
        let https = (url, "https://duban.example.gov.cn");
        let said = |environment: &[(&str, &str)]| {
            let from = [("MAIL__FROM", "duban@example.gov.cn")];
            said(&from.into_iter().chain(environment.iter().copied()).collect::<Vec<_>>())
        };
        assert_eq!(said(&[]), ["local_links"]);
        assert_eq!(said(&[("DEMO", "true"), ("MAIL__TRANSPORT", "capture")]), [""; 0]);
        assert_eq!(said(&[(listen, "0.0.0.0:8080")]), ["no_links", "plain_http"]);
        assert_eq!(said(&[(listen, "0.0.0.0:8080"), (url, "http://localhost:8080")]), ["local_links", "plain_http"]);
        assert_eq!(said(&[(listen, "[::]:8080"), (url, "http://10.1.2.3:8080")]), ["plain_http"]);
        assert_eq!(said(&[(url, "http://duban.example.gov.cn")]), ["plain_http"]);
        assert_eq!(said(&[https]), ["cookies_in_clear", "unlisted_proxy"]);
        assert_eq!(said(&[https, (secure, "true"), (proxies, "127.0.0.1")]), [""; 0]);
        assert_eq!(said(&[(url, "http://10.1.2.3"), (secure, "true")]), ["plain_http", "cookies_never_sent"]);
        for all in ["0.0.0.0/0", "127.0.0.1, ::/0"] {
            assert_eq!(said(&[https, (secure, "true"), (proxies, all)]), ["every_proxy"], "{all}");
        }
        let here = ("MAIL__FROM", "督办 <duban@localhost>");
        assert_eq!(said(&[https, (secure, "true"), (proxies, "127.0.0.1"), here]), ["local_sender"]);
        assert_eq!(said(&[here]), ["local_links"], "nobody reads elsewhere");
        let kept = ("MAIL__TRANSPORT", "capture");
        assert_eq!(said(&[https, (secure, "true"), (proxies, "127.0.0.1"), kept]), ["mail_kept"]);
    }
}
