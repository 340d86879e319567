//! What is wrong with what stands in an address behind its path, where it cannot even be taken apart: the parameter is named.

use crate::domain::typed::recognised;
use crate::strings::Message;

/// What is wrong, from what the parser says of it; `None` where it names nothing.
pub(super) fn named(said: &str) -> Option<Message> {
    if let Some((name, _)) = behind(said, "duplicate field `") {
        return Some(twice(name));
    }
    let (name, rest) = behind(said, "unknown field `")?;
    let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    Some(Message::new("ledger.unknown_filter").with("name", recognised(name)).with("known", known.join("、")))
}

/// A parameter that stands there more than once.
pub(super) fn twice(name: &str) -> Message {
    Message::new("error.query_twice").with("name", recognised(name))
}

/// A name behind these words, and what follows it.
fn behind<'s>(said: &'s str, words: &str) -> Option<(&'s str, &'s str)> {
    said.split_once(words)?.1.split_once('`')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, Strings};

    #[test]
    fn a_parameter_is_named_that_stands_there_twice_or_is_none() {
        let said = |text| named(text).map(|reason| Strings::of(Language::Zh).say(&reason));
        let twice = "地址中的“plan”出现了多次，只能写一次。";
        assert_eq!(said("Query deserialize error: duplicate field `plan`").as_deref(), Some(twice));
        let unknown = "地址中的“a\u{7f}”不是筛选条件，可用的有：limit、cursor".replace('\u{7f}', "U+007F");
        assert_eq!(said("unknown field `a\u{7f}`, expected `limit` or `cursor`"), Some(unknown));
        assert_eq!(said("invalid digit found in string"), None);
    }
}
