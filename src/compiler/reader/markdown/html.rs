//! Tags of HTML in Markdown: breaks stay breaks, others only dress words.

use crate::text::Terms;

/// Tags without a meaning for the text.
const DRESS: &Terms = &Terms::new(&[
    "b", "i", "u", "strong", "em", "sub", "sup", "span", "font", "p", "div", "center", "small", "big", "mark", "a",
    "details", "summary",
]);
/// Signs that are written in words.
const SIGNS: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&emsp;", " "),
    ("&ensp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&amp;", "&"),
];
/// A tag is not longer.
const LONGEST: usize = 200;

/// The line without tags and comments, `<br>` as a line end.
pub(super) fn without_tags(line: &str) -> String {
    if !line.contains(['<', '&']) {
        return line.to_owned();
    }
    let (mut text, mut rest) = (String::new(), line);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        text.push_str(before);
        let (shown, behind) = taken(tag);
        text.push_str(shown);
        rest = behind;
    }
    text.push_str(rest);
    SIGNS.iter().fold(text, |text, (written, sign)| text.replace(written, sign))
}

/// What a text that begins with `<` shows for the tag, and what stands behind it.
fn taken(text: &str) -> (&str, &str) {
    if let Some((_, behind)) = text.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        return ("", behind);
    }
    let tag = text.split_once('>').filter(|(tag, _)| tag.len() <= LONGEST);
    let name = |tag: &str| {
        let word = tag.trim_start_matches(['<', '/']).split([' ', '/']).next().unwrap_or_default();
        word.to_ascii_lowercase()
    };
    match tag.map(|(tag, behind)| (name(tag), behind)) {
        Some((name, behind)) if name == "br" => ("\n", behind),
        Some((name, behind)) if DRESS.contains(&name.as_str()) => ("", behind),
        _ => text.split_at(1),
    }
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn tags_go_and_other_brackets_stay() {
        for (written, shown) in [
            ("甲<br>乙<BR />丙", "甲\n乙\n丙"),
            ("<u>甲</u>&nbsp;<font color='red'>乙</font><!-- 注 -->", "甲 乙"),
            ("<市甲局牵头>，PM2.5<30，a<b", "<市甲局牵头>，PM2.5<30，a<b"),
            ("1&lt;2", "1<2"),
        ] {
            assert_eq!(without_tags(written), shown, "{written}");
        }
    }
}
