//! What a parser says of a body that it cannot take apart, in words of the catalogue: the parser knows English alone.

use crate::domain::typed::recognised;
use crate::strings::Message;

/// What is wrong in that line and column.
pub(super) fn said(what: &str, (line, column): (usize, usize)) -> Message {
    if let Some(name) = name(what, "missing field `") {
        return Message::new("api.body_lacks").with("name", name).with("line", line).with("column", column);
    }
    if let Some(name) = name(what, "duplicate field `") {
        return Message::new("api.body_twice").with("name", name).with("line", line).with("column", column);
    }
    if let Some(name) = name(what, "unknown field `") {
        let known = what.split('`').skip(3).step_by(2).collect::<Vec<_>>().join("、");
        let unknown = Message::new("api.body_unknown").with("name", name).with("known", known);
        return unknown.with("line", line).with("column", column);
    }
    if let Some((given, wanted)) = types(what) {
        let other = Message::new("api.body_type").with("line", line).with("column", column);
        return other.with_word("given", "json_type", given).with_word("wanted", "json_type", wanted);
    }
    Message::new("api.unreadable_body").with("what", recognised(what)).with("line", line).with("column", column)
}

/// What a value is and what it should be; `None` where that is not what is wrong.
fn types(what: &str) -> Option<(&'static str, &'static str)> {
    let rest = what.strip_prefix("invalid type: ").or_else(|| what.strip_prefix("invalid value: "))?;
    let (given, wanted) = rest.rsplit_once(", expected ")?;
    let wanted = kind(wanted)?;
    Some((kind(given)?, if wanted == "whole" { "whole_that_fits" } else { wanted }))
}

/// What a value is, by the first of the parser's words for it.
fn kind(words: &str) -> Option<&'static str> {
    let word = words.trim_start_matches("a ").trim_start_matches("an ").split([' ', ',', '`']).next()?;
    match word {
        "string" | "borrowed" | "character" => Some("text"),
        "integer" | "i32" | "i64" | "u32" | "u64" | "usize" => Some("whole"),
        "floating" | "f64" | "number" => Some("number"),
        "boolean" => Some("truth"),
        "map" | "struct" => Some("object"),
        "sequence" => Some("list"),
        "null" | "unit" => Some("nothing"),
        _ => None,
    }
}

fn name(what: &str, start: &str) -> Option<String> {
    Some(recognised(what.strip_prefix(start)?.split_once('`')?.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, Strings};

    #[test]
    fn what_the_parser_says_is_said_in_the_callers_language() {
        let in_words = |what| Strings::of(Language::Zh).say(&said(what, (2, 7)));
        let at = "第 2 行第 7 列";
        for (what, words) in [
            ("missing field `stage`", "请求内容缺少 stage"),
            ("duplicate field `stage`", "stage 出现了多次，只能写一次"),
            (
                "unknown field `stge`, expected one of `stage`, `progress`",
                "没有名为 stge 的字段，可用的有：stage、progress",
            ),
            ("invalid type: string \"one\", expected i32", "这里是文字，应为整数（-2147483648 至 2147483647）"),
            ("invalid type: null, expected a boolean", "这里是空值（null），应为 true 或 false"),
            ("invalid value: integer `99999999999`, expected i32", "这里是整数，应为整数（-2147483648 至 2147483647）"),
            ("expected value", "不是有效的 JSON（expected value）"),
        ] {
            let text = in_words(what);
            assert!(text.contains(words) && text.contains(at), "{what}: {text}");
        }
    }
}
