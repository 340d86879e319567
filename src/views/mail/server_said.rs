//! What a mail server said, in the reader's language: how it refused is ours to say, its own words stay as it said them.

use crate::strings::Strings;

/// A stored answer of a mail server, or why there was no line to it, for its reader.
pub fn server_said(t: &Strings, stored: &str) -> String {
    let (how, words) = stored.split_once(": ").unwrap_or((stored, ""));
    match (in_words(t, how), words) {
        (None, _) => stored.to_owned(),
        (Some(how), "") => how,
        (Some(how), words) => t.fill("mail_said.with_words", &[("how", &how), ("words", &words)]),
    }
}

/// How the mail library begins what it says of a failure.
fn in_words(t: &Strings, how: &str) -> Option<String> {
    let refused = |start: &str, key: &str| {
        let code = how.strip_prefix(start)?.strip_suffix(')')?;
        Some(t.fill(key, &[("code", &code)]))
    };
    let said = |key| Some(t.get(key).to_owned());
    match how {
        "Connection error" => said("mail_said.no_connection"),
        "network error" => said("mail_said.network"),
        "tls error" => said("mail_said.tls"),
        "response error" => said("mail_said.no_answer"),
        _ => refused("permanent error (", "mail_said.permanent")
            .or_else(|| refused("transient error (", "mail_said.temporary")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::Language;

    #[test]
    fn how_a_server_refused_is_said_in_the_readers_language() {
        let (zh, en) = (Strings::of(Language::Zh), Strings::of(Language::En));
        for (stored, chinese, english) in [
            (
                "permanent error (550): 5.1.1 no such user: ann",
                "永久拒收（550）：5.1.1 no such user: ann",
                "Refused for good (550): 5.1.1 no such user: ann",
            ),
            ("transient error (451): later", "暂时拒收（451）：later", "Put off (451): later"),
            ("permanent error (554)", "永久拒收（554）", "Refused for good (554)"),
            (
                "Connection error: Connection refused (os error 111)",
                "连接失败：Connection refused (os error 111)",
                "No connection: Connection refused (os error 111)",
            ),
        ] {
            assert_eq!((server_said(zh, stored).as_str(), server_said(en, stored).as_str()), (chinese, english));
        }
        for own in ["", "554 no", "done_before", "permanent error", "a: b"] {
            assert_eq!(server_said(zh, own), own);
        }
    }
}
