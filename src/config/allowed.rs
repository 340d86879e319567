//! What a setting may be. What is out of bounds would be taken at the start and break later: times that overflow, pools
//! that cannot be opened, links that lead nowhere.

use std::fmt::Display;
use std::ops::RangeInclusive;

/// A day, in seconds: nobody waits longer for the next look or for an answer.
pub(super) const DAY_SECONDS: u64 = 86_400;

/// A year, in minutes.
pub(super) const YEAR_MINUTES: i64 = 525_600;

/// A year, in hours.
pub(super) const YEAR_HOURS: i64 = 8_760;

/// A number within its bounds.
pub(super) fn within<N: PartialOrd + Display>(key: &str, value: N, allowed: RangeInclusive<N>) -> Result<(), String> {
    let (least, most) = (allowed.start(), allowed.end());
    if allowed.contains(&value) { Ok(()) } else { Err(format!("{key} = {value}：应为 {least} 至 {most}")) }
}

/// A text that has its form; `form` says which.
pub(super) fn formed(key: &str, value: &str, has_form: bool, form: &str) -> Result<(), String> {
    if has_form { Ok(()) } else { Err(format!("{key} = {value:?}：应为{form}")) }
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;

    /// Each setting with a bound: what is refused, what is said to be allowed, and what is still taken.
    const BOUNDS: &[(&str, &[&str], &str, &[&str])] = &[
        ("server.workers", &["0", "513"], "1 至 512", &["1", "512"]),
        ("server.connections", &["0", "1000001"], "1 至 1000000", &["1", "1000000"]),
        ("server.body_seconds", &["0", "86401"], "1 至 86400", &["1", "86400"]),
        ("server.body_bytes_a_second", &["0", "1000000001"], "1 至 1000000000", &["1", "1000000000"]),
        ("server.compiles", &["0", "5", "64"], "1 至 4", &["1", "4"]),
        ("database.pool", &["0", "257", "4294967295"], "1 至 256", &["1", "256"]),
        ("database.wait_seconds", &["0", "3601"], "1 至 3600", &["1", "3600"]),
        ("database.slow_ms", &["3600001", "4294967295"], "0 至 3600000", &["0", "3600000"]),
        ("auth.idle_minutes", &["-1", "0", "525601", "9223372036854775807"], "1 至 525600", &["1", "525600"]),
        ("auth.session_hours", &["-1", "0", "8761", "9223372036854775807"], "1 至 8760", &["1", "8760"]),
        ("auth.lock_after_failures", &["-1", "0"], "1 至 2147483647", &["1", "2147483647"]),
        ("auth.lock_minutes", &["-1", "0", "525601", "9223372036854775807"], "1 至 525600", &["1", "525600"]),
        ("auth.tries_burst", &["-1", "0", "100001"], "1 至 100000", &["1", "100000"]),
        ("auth.tries_per_minute", &["-1", "0", "100001"], "1 至 100000", &["1", "100000"]),
        ("auth.hash_threads", &["0", "257"], "1 至 256", &["1", "256"]),
        ("auth.link_hours", &["-1", "0", "8761", "9223372036854775807"], "1 至 8760", &["1", "8760"]),
        ("auth.min_password_chars", &["0", "129"], "1 至 128", &["1", "128"]),
        ("mail.port", &["0"], "1 至 65535", &["1", "65535"]),
        ("mail.connections", &["0", "65"], "1 至 64", &["1", "64"]),
        ("mail.timeout_seconds", &["0", "86401"], "1 至 86400", &["1", "86400"]),
        ("mail.reply_seconds", &["0", "86401"], "1 至 86400", &["1", "86400"]),
        ("scheduler.tick_seconds", &["0", "86401"], "1 至 86400", &["1", "86400"]),
        ("scheduler.deliver_seconds", &["0", "86401"], "1 至 86400", &["1", "86400"]),
        ("scheduler.stale_minutes", &["-1", "0", "525601", "9223372036854775807"], "1 至 525600", &["1", "525600"]),
        ("plan.cutoff_day", &["-1", "0", "32"], "1 至 31", &["1", "31"]),
        ("plan.first_round_workdays", &["367", "4294967295"], "0 至 366", &["0", "366"]),
        ("plan.late_workdays", &["367", "4294967295"], "0 至 366", &["0", "366"]),
        ("plan.yellow_workdays", &["367", "4294967295"], "0 至 366", &["0", "366"]),
        ("plan.behind_points", &["-1", "101"], "0 至 100", &["0", "100"]),
        ("plan.close_early_days", &["0", "3661"], "1 至 3660", &["1", "3660"]),
    ];

    /// The same of those that are words.
    const FORMS: &[(&str, &[&str], &str, &[&str])] = &[
        (
            "mail.from",
            &["x", "", "督办 <duban>", "a@b, c@d"],
            "duban@example.gov.cn",
            &["duban@localhost", "督办 <duban@example.gov.cn>"],
        ),
        (
            "server.public_url",
            &[
                "javascript:alert(1)",
                "duban.example",
                "ftp://duban.example",
                "http://",
                "http:///x",
                "https://a b",
                "https://a\"b",
                "http://0.0.0.0:8080",
                "http://[::]:8080",
                "https://a:b",
            ],
            "http://",
            &["", "http://127.0.0.1:8080", "https://duban.example.gov.cn/", "HTTPS://[::1]:8443"],
        ),
        (
            "mail.work_from",
            &["", "8", "08:3", "8.30", "24:01", "25:00", "08:60", "-1:00", "+8:30", "08:30:00", "早上"],
            "08:30",
            &["00:00", "8:30", "08:30", "17:59"],
        ),
        ("mail.work_until", &["", "08:30", "08:00", "24:30", "下班"], "08:30", &["08:31", "18:00", "24:00"]),
        (
            "plan.region",
            &["", "GX", "CN-XX", "cn-gx", "CN-", "广西", "US-NY", "CN-GX-1"],
            "CN-GX",
            &["CN", "CN-GX", "CN-BJ", "CN-HK"],
        ),
        ("plan.reports_on", &["", "this", "本月", "next_month"], "last_month", &["this_month", "last_month"]),
        (
            "log.level",
            &["bogus", "", "info,bogus", "info,duban=loud", "inf"],
            "debug",
            &["info", "WARN", "off", "info,duban=debug", "info, duban::mail=trace"],
        ),
    ];

    fn load(key: &str, value: &str) -> Result<Settings, String> {
        let variable = format!("DUBAN__{}", key.to_uppercase().replace('.', "__"));
        let environment = [(variable, value.to_owned())].into();
        Settings::from_parts("duban.toml", None, environment).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_out_of_bounds_is_refused_by_name_with_its_value_and_what_is_allowed() {
        for (key, refused, allowed, _) in BOUNDS.iter().chain(FORMS) {
            for value in *refused {
                let error = load(key, value).expect_err(&format!("{key} = {value}"));
                let shown = value.replace('"', "\\\"");
                assert!(error.contains(key) && error.contains(&shown) && error.contains(allowed), "{error}");
                assert!(error.contains("duban.toml"), "{error}");
            }
        }
    }

    #[test]
    fn what_is_within_bounds_is_taken() {
        for (key, _, _, taken) in BOUNDS.iter().chain(FORMS) {
            for value in *taken {
                assert!(load(key, value).is_ok(), "{key} = {value}: {:?}", load(key, value).err());
            }
        }
    }

    #[test]
    fn every_number_has_its_bounds() {
        let defaults: toml::Table = crate::config::DEFAULTS.parse().unwrap();
        for (section, table) in defaults.iter().filter_map(|(name, value)| Some((name, value.as_table()?))) {
            for (key, _) in table.iter().filter(|(_, value)| value.is_integer()) {
                let name = format!("{section}.{key}");
                assert!(BOUNDS.iter().any(|(bound, ..)| *bound == name), "{name}");
            }
        }
    }
}
