//! Chinese in a page of another language is marked as such, so that it is read aloud and written in its own letters: names of units
//! and persons, the plan's text, what people have typed. An element whose name for readers aloud (`aria-label` and its like) has Chinese in
//! it bears the mark itself, and what stands in it the page's own language again. Our own templates make the page, so that its tags are known to be whole.

/// Elements that hold a text and nothing else: the mark stands on themselves.
const TEXT_ALONE: [&str; 3] = ["option", "textarea", "title"];

/// The mark of a run of Chinese.
const MARK: &str = " lang=\"zh\"";

/// Elements without an end.
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// Attributes that are read aloud or shown.
const SPOKEN: [&str; 4] = [" aria-label=\"", " title=\"", " placeholder=\"", " alt=\""];

/// The page with every run of Chinese in an element that says so; one that says of itself that it is Chinese as it is.
pub fn marked(html: String) -> String {
    let of_itself = html.split_once("<html lang=\"").map_or("", |(_, rest)| rest);
    let language = of_itself.split('"').next().unwrap_or_default();
    if language.starts_with("zh") { html } else { in_elements(&html, language) }
}

fn in_elements(html: &str, language: &str) -> String {
    let mut page = String::with_capacity(html.len() + html.len() / 8);
    let (mut rest, mut within) = (html, Within { language, depths: Vec::new() });
    while let Some((text, behind)) = rest.split_once('<') {
        within.mark_text(text, &mut page);
        let Some((tag, behind)) = behind.split_once('>') else {
            page.push('<');
            rest = behind;
            continue;
        };
        rest = behind;
        let (name, _) = tag.split_once(|c: char| c.is_whitespace()).unwrap_or((tag, ""));
        let content = if TEXT_ALONE.contains(&name) { behind.split('<').next().unwrap_or_default() } else { "" };
        let in_itself = has_chinese(content) || (name == "input" && shown(tag).is_some_and(has_chinese));
        let by_name = SPOKEN.iter().any(|attribute| value(tag, attribute).is_some_and(has_chinese));
        let is_child = within.enters(name, by_name && !in_itself && !tag.contains(" lang="));
        page.push('<');
        if tag.contains(" lang=") {
            page.push_str(tag);
        } else if in_itself || by_name {
            push_with(&mut page, (tag, name), "zh");
        } else if is_child {
            push_with(&mut page, (tag, name), language);
        } else {
            page.push_str(tag);
        }
        page.push('>');
        // What stands in such an element is its text: no tag of ours may stand in it.
        page.push_str(content);
        rest = rest.get(content.len()..).unwrap_or_default();
    }
    within.mark_text(rest, &mut page);
    page
}

/// A tag with its language.
fn push_with(page: &mut String, (tag, name): (&str, &str), language: &str) {
    page.push_str(name);
    page.push_str(" lang=\"");
    page.push_str(language);
    page.push('"');
    page.push_str(tag.get(name.len()..).unwrap_or_default());
}

/// Inside of which elements the page is that are marked for what they are called: what stands in them is of the page's own language.
struct Within<'a> {
    language: &'a str,
    /// For each of them, from outside, how many elements are open in it.
    depths: Vec<usize>,
}

impl Within<'_> {
    /// A tag begins or ends an element; whether it begins one that stands directly in an element marked for what it is called.
    fn enters(&mut self, name: &str, is_marked: bool) -> bool {
        if name.starts_with('/') {
            if self.depths.last() == Some(&0) {
                self.depths.pop();
            }
            if let Some(depth) = self.depths.last_mut() {
                *depth = depth.saturating_sub(1);
            }
            return false;
        }
        let is_element = !name.starts_with('!');
        let is_child = is_element && self.depths.last() == Some(&0);
        if is_element && !VOID.contains(&name) {
            if let Some(depth) = self.depths.last_mut() {
                *depth += 1;
            }
            if is_marked {
                self.depths.push(0);
            }
        }
        is_child
    }

    /// A text with its Chinese marked; where it stands directly in an element marked for what it is called, the rest as well.
    fn mark_text(&self, text: &str, page: &mut String) {
        let apart = self.depths.last() == Some(&0) && text.contains(|c: char| c.is_ascii_alphabetic());
        if !apart {
            return mark_text(text, page);
        }
        page.push_str("<span lang=\"");
        page.push_str(self.language);
        page.push_str("\">");
        mark_text(text, page);
        page.push_str("</span>");
    }
}

/// What a field shows: its value, but for one that nobody sees.
fn shown(tag: &str) -> Option<&str> {
    if tag.contains("type=\"hidden\"") {
        return None;
    }
    value(tag, " value=\"")
}

/// The text of an attribute, which is named with what stands around its name.
fn value<'a>(tag: &'a str, attribute: &str) -> Option<&'a str> {
    tag.split_once(attribute).and_then(|(_, value)| value.split('"').next())
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

    #[test]
    fn what_is_called_in_chinese_bears_the_mark_and_what_stands_in_it_is_of_the_pages_language() {
        let body = |html: &str| marked(format!("<html lang=\"en\">{html}</html>"));
        for (html, page) in [
            ("<img alt=\"甲\">", "<img lang=\"zh\" alt=\"甲\">"),
            ("<img alt=\"a\"><p title=\"b\">甲</p>", "<img alt=\"a\"><p title=\"b\"><span lang=\"zh\">甲</span></p>"),
            ("<input placeholder=\"如 甲\" value=\"a\">", "<input lang=\"zh\" placeholder=\"如 甲\" value=\"a\">"),
            (
                "<button aria-label=\"Agree 甲\">Agree</button> to",
                "<button lang=\"zh\" aria-label=\"Agree 甲\"><span lang=\"en\">Agree</span></button> to",
            ),
            (
                "<section aria-label=\"甲\"><h2>One</h2><br><p>a<b>b</b>乙</p> 1 </section><p>c</p>",
                "<section lang=\"zh\" aria-label=\"甲\"><h2 lang=\"en\">One</h2><br lang=\"en\">\
                 <p lang=\"en\">a<b>b</b><span lang=\"zh\">乙</span></p> 1 </section><p>c</p>",
            ),
            (
                "<div title=\"甲\"><p><a title=\"乙\"><b>a</b></a><i>b</i></p><i>c</i></div><i>d</i>",
                "<div lang=\"zh\" title=\"甲\"><p lang=\"en\"><a lang=\"zh\" title=\"乙\"><b lang=\"en\">a</b></a><i>b</i></p>\
                 <i lang=\"en\">c</i></div><i>d</i>",
            ),
            (
                "<td data-label=\"甲\" lang=\"zh\" title=\"甲\">a</td>",
                "<td data-label=\"甲\" lang=\"zh\" title=\"甲\">a</td>",
            ),
            (
                "<select aria-label=\"甲\"><option>a</option><option>乙</option></select>",
                "<select lang=\"zh\" aria-label=\"甲\"><option lang=\"en\">a</option><option lang=\"zh\">乙</option></select>",
            ),
        ] {
            assert_eq!(body(html), format!("<html lang=\"en\">{page}</html>"));
        }
        let chinese = "<html lang=\"zh-CN\"><p title=\"甲\">a</p>";
        assert_eq!(marked(chinese.to_owned()), chinese);
    }
}
