//! Chinese in a page of another language is marked as such, so that it is read aloud and written in its own letters: names of units
//! and persons, the plan's text, what people have typed. Our own templates make the page, so that its tags are known to be whole.

/// Elements that hold a text and nothing else: the mark stands on themselves.
const TEXT_ALONE: [&str; 3] = ["option", "textarea", "title"];

/// The mark.
const MARK: &str = " lang=\"zh\"";

/// The page with every run of Chinese in an element that says so; one that says of itself that it is Chinese as it is.
pub fn marked(html: String) -> String {
    let of_itself = html.split_once("<html lang=\"").map_or("", |(_, rest)| rest);
    if of_itself.starts_with("zh") { html } else { in_elements(&html) }
}

fn in_elements(html: &str) -> String {
    let mut page = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some((text, behind)) = rest.split_once('<') {
        mark_text(text, &mut page);
        let Some((tag, behind)) = behind.split_once('>') else {
            page.push('<');
            rest = behind;
            continue;
        };
        rest = behind;
        let (name, _) = tag.split_once(|c: char| c.is_whitespace()).unwrap_or((tag, ""));
        let content = if TEXT_ALONE.contains(&name) { behind.split('<').next().unwrap_or_default() } else { "" };
        let in_itself = has_chinese(content) || (name == "input" && shown(tag).is_some_and(has_chinese));
        page.push('<');
        if in_itself && !tag.contains(" lang=") {
            page.push_str(name);
            page.push_str(MARK);
            page.push_str(tag.get(name.len()..).unwrap_or_default());
        } else {
            page.push_str(tag);
        }
        page.push('>');
        // What stands in such an element is its text: no tag of ours may stand in it.
        page.push_str(content);
        rest = rest.get(content.len()..).unwrap_or_default();
    }
    mark_text(rest, &mut page);
    page
}

/// What a field shows: its value, but for one that nobody sees.
fn shown(tag: &str) -> Option<&str> {
    if tag.contains("type=\"hidden\"") {
        return None;
    }
    tag.split_once(" value=\"").and_then(|(_, value)| value.split('"').next())
}

/// Whether there is a Chinese letter in it.
fn has_chinese(text: &str) -> bool {
    text.chars().any(is_chinese)
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Marks, figures and blanks between Chinese letters belong to them.
fn goes_with_it(c: char) -> bool {
    is_chinese(c) || !c.is_ascii() || !(c.is_ascii_alphabetic() || matches!(c, '&' | ';' | '\n'))
}

/// The text with each run of Chinese in an element of its own.
fn mark_text(text: &str, page: &mut String) {
    let mut rest = text;
    while let Some(start) = rest.find(is_chinese) {
        let (before, from) = rest.split_at(start);
        page.push_str(before);
        let reach = from.find(|c| !goes_with_it(c)).unwrap_or(from.len());
        let run = from.get(..reach).unwrap_or(from);
        // It ends with its last letter or with the mark behind that.
        let end = run.trim_end_matches(|c: char| c.is_ascii() || c == '…' || c == '→').len();
        let (run, behind) = from.split_at(end.max(run.chars().next().map_or(0, char::len_utf8)));
        page.push_str("<span");
        page.push_str(MARK);
        page.push('>');
        page.push_str(run);
        page.push_str("</span>");
        rest = behind;
    }
    page.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_chinese_stands_in_an_element_that_says_so() {
        for (html, page) in [
            ("<td>Guilin</td>", "<td>Guilin</td>"),
            ("<td>桂林市</td>", "<td><span lang=\"zh\">桂林市</span></td>"),
            ("<p>By 2024年6月30日（周日）, late</p>", "<p>By 2024<span lang=\"zh\">年6月30日（周日）</span>, late</p>"),
            (
                "<p>a &amp; 甲&amp;乙 b</p>",
                "<p>a &amp; <span lang=\"zh\">甲</span>&amp;<span lang=\"zh\">乙</span> b</p>",
            ),
            ("<a href=\"/x?unit=甲\">低VOCs</a>", "<a href=\"/x?unit=甲\"><span lang=\"zh\">低</span>VOCs</a>"),
            ("<html lang=\"zh-CN\"><p>甲</p>", "<html lang=\"zh-CN\"><p>甲</p>"),
            ("甲 < 乙", "<span lang=\"zh\">甲</span> < <span lang=\"zh\">乙</span>"),
        ] {
            assert_eq!(marked(html.to_owned()), page);
        }
    }

    #[test]
    fn what_can_hold_no_element_bears_the_mark_itself() {
        for (html, page) in [
            ("<option value=\"x\">甲</option>", "<option lang=\"zh\" value=\"x\">甲</option>"),
            ("<title>甲</title>", "<title lang=\"zh\">甲</title>"),
            ("<textarea name=\"t\">甲\n乙</textarea>", "<textarea lang=\"zh\" name=\"t\">甲\n乙</textarea>"),
            ("<input name=\"u\" value=\"甲\">", "<input lang=\"zh\" name=\"u\" value=\"甲\">"),
            ("<input type=\"hidden\" value=\"甲\">", "<input type=\"hidden\" value=\"甲\">"),
            ("<option>a</option><p>甲</p>", "<option>a</option><p><span lang=\"zh\">甲</span></p>"),
        ] {
            assert_eq!(marked(html.to_owned()), page);
        }
    }
}
