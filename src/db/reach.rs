//! How a server is reached: by which of its hosts, and how soon one that is gone is known to be gone. What an address says itself
//! stays as it is.

use std::time::Duration;

/// A host from which nothing has come for ten seconds is gone, whether or not it had time to say so; by itself TCP would wait for hours.
const SIGNS_OF_LIFE: [(&str, &str); 4] =
    [("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"), ("tcp_user_timeout", "10000")];

/// Which of several hosts is wanted: the one that takes what is written.
const SESSION: &str = "target_session_attrs";
const WRITABLE: &str = "read-write";

/// libpq waits no less for a host.
const SHORTEST: u64 = 2;

/// The address as libpq is given it: all hosts are asked within the time that a request waits for a connection.
pub(super) fn address(url: &str, wait: Duration) -> String {
    let each = wait.as_secs().checked_div(hosts(url)).unwrap_or_default().max(SHORTEST).to_string();
    let session = (hosts(url) > 1).then_some((SESSION, WRITABLE));
    let all = SIGNS_OF_LIFE.into_iter().chain([("connect_timeout", each.as_str())]).chain(session);
    let mut address = url.to_owned();
    for (name, value) in all.filter(|(name, _)| parameter(url, name).is_none()) {
        let joint = if parts(&address).1.is_some() { '&' } else { '?' };
        address.push_str(&format!("{joint}{name}={value}"));
    }
    address
}

/// Whether a session is of use only as long as it may write: another host is to be looked for where it may not.
pub(super) fn is_for_writing(url: &str) -> bool {
    parameter(&address(url, Duration::ZERO), SESSION) == Some(WRITABLE)
}

/// What stands behind the account: where to, and its parameters. A password may have any sign in it but `@` and `/`.
fn parts(url: &str) -> (&str, Option<&str>) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let place = rest.split_once('@').filter(|(account, _)| !account.contains('/')).map_or(rest, |(_, place)| place);
    place.split_once('?').map_or((place, None), |(place, parameters)| (place, Some(parameters)))
}

fn parameter<'u>(url: &'u str, name: &str) -> Option<&'u str> {
    let mut pairs = parts(url).1?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// How many hosts are named.
fn hosts(url: &str) -> u64 {
    let before_name = parts(url).0.split('/').next();
    let named = [before_name, parameter(url, "host"), parameter(url, "hostaddr")].into_iter().flatten();
    let most = named.map(|hosts| hosts.split(',').count()).max();
    most.and_then(|count| u64::try_from(count).ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNS: &str = "keepalives_idle=5&keepalives_interval=2&keepalives_count=3&tcp_user_timeout=10000";
    const WAIT: Duration = Duration::from_secs(5);

    #[test]
    fn one_host_is_waited_for_as_long_as_a_request_waits() {
        let one = "postgres://ann:s3?cr:et@db.example/duban";
        assert_eq!(address(one, WAIT), format!("{one}?{SIGNS}&connect_timeout=5"));
        assert!(!is_for_writing(one), "a standby by itself can be read");
        assert_eq!(
            address("postgres://db/duban?a=b", WAIT),
            format!("postgres://db/duban?a=b&{SIGNS}&connect_timeout=5")
        );
    }

    #[test]
    fn of_several_hosts_the_one_is_wanted_that_may_be_written_to() {
        for url in ["postgres://ann:x@pg1:5432,pg2:5433/duban", "postgres:///duban?host=pg1,pg2"] {
            let address = address(url, WAIT);
            assert!(address.ends_with("&connect_timeout=2&target_session_attrs=read-write"), "{address}");
            assert!(is_for_writing(url), "{url}");
        }
    }

    #[test]
    fn what_an_address_says_itself_stays() {
        let said = "postgres://pg1,pg2/duban?target_session_attrs=any&connect_timeout=9&tcp_user_timeout=1";
        let address = address(said, WAIT);
        assert_eq!(address, format!("{said}&keepalives_idle=5&keepalives_interval=2&keepalives_count=3"));
        assert!(!is_for_writing(said) && is_for_writing("postgres://pg/duban?target_session_attrs=read-write"));
    }
}
