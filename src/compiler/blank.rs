//! Blanks between words: what they tell where a document has few of them.
//!
//! Where paragraphs were run together, a blank is all that is left of the line end: 三、稳定岗位 对不裁员的企业….
//! Where a document is full of blanks, as after bad OCR, they tell nothing.

use super::bodies;
use super::heading;
use super::roles;
use super::text::{Passage, Terms, is_ideograph};

/// A blank in so many pairs of ideographs at least tells nothing.
const RARE: usize = 25;
/// A heading in front of a blank is not longer.
const HEADING: usize = 40;
/// Text behind a heading is not shorter.
const TEXT: usize = 10;

/// Whether blanks between the ideographs of a text are rare enough to tell something.
pub(super) fn are_telling(text: Passage<'_>) -> bool {
    let word = |at: usize| text.at(at).is_some_and(is_ideograph);
    let pairs = (text.start() + 1..text.end()).filter(|at| word(at - 1) && word(*at));
    let (all, blank) = pairs.fold((0, 0), |(all, blank), at| (all + 1, blank + usize::from(text.gap_before(at))));
    blank * RARE <= all
}

/// Where the text behind a heading starts that has no full stop, on a line that starts with a number.
pub(super) fn end_of_heading(line: Passage<'_>) -> Option<usize> {
    let from = line.start() + heading::marker(line)?.len;
    let words = line.cut(from, from + HEADING);
    let stop = words.chars().iter().position(|c| matches!(c, '。' | '，' | '；' | '：' | '！' | '\t'));
    let words = words.to(stop.map_or(words.end(), |at| from + at + 1));
    let begins = |at: &usize| line.gap_before(*at) && line.at(*at).is_some_and(|c| is_ideograph(c) || c == '“');
    let end = (from + 2..words.end())
        .find(|at| line.before(*at).is_some_and(|c| is_ideograph(c) || c == '”') && begins(at))?;
    (line.end() - end >= TEXT).then_some(end)
}

/// Whether the text from `at` on, behind a blank, is none of the list of units before it: 各市人民政府 本措施自….
pub(super) fn ends_list(list: Passage<'_>, at: usize, is_unit: impl Fn(&str) -> bool) -> bool {
    const MARKS: &[char] = &['、', '，', '；', '。', '\n'];
    if !list.gap_before(at) || list.before(at).is_some_and(|c| !is_ideograph(c) && c != '）') {
        return false;
    }
    if roles::label_at(list, at).is_some() {
        return false;
    }
    let before = list.to(at).split(MARKS).pop();
    let behind = list.from(at);
    let word = behind.to(behind.chars().iter().position(|c| MARKS.contains(c)).map_or(behind.end(), |len| at + len));
    let goes_on = word.starts_with("等") || word.starts_with("及") || word.starts_with("和") || word.starts_with("（");
    let verb = roles::verb_at(word, at).is_some() || roles::manner_at(word, at);
    let told = before.is_some_and(|name| is_unit(&name.to_string()) || roles::ends_with_verb(name));
    told && !goes_on && !verb && word.len() > 3 && !is_unit(&word.to_string())
}

/// Whether a blank parts the name before it from that which `rest` begins with: 市甲局 市乙局.
pub(super) fn parts_names(name: Passage<'_>, rest: Passage<'_>) -> bool {
    const MARKS: &[char] = &['、', '，', '；', '。', '\n', '/'];
    const WHOLE: &Terms =
        &Terms::new(&["局", "厅", "委员会", "办公室", "政府", "公司", "管委会", "部门", "单位", "支队", "中心"]);
    const INNER: &[&str] = &["分局", "大队", "中队", "支队", "总队"];
    const NAME: usize = 30;
    let gap = |at: usize| name.through(rest).gap_before(at);
    if name.is_empty() || !gap(rest.start()) {
        return false;
    }
    let mut marks = (rest.start() + 1..rest.end().min(rest.start() + NAME))
        .filter(|at| gap(*at) || rest.at(*at).is_some_and(|c| MARKS.contains(&c)));
    let next = rest.to(marks.next().unwrap_or(rest.end()));
    let levelled = next.strip_prefix(&["省", "市", "县", "区", "州", "各", "自治区"]).is_some();
    let whole = levelled || (name.ends_with_any(WHOLE) && !next.ends_with_any(INNER));
    whole && bodies::is_body(&name.to_string()) && bodies::is_body(&next.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean;
    use crate::doubt::Doubts;
    use crate::text::Text;

    fn cleaned(written: &str) -> Text {
        let raw: Vec<char> = written.chars().collect();
        clean::clean(&raw, &mut Doubts::default())
    }

    fn heading_of(written: &str) -> Option<String> {
        let text = cleaned(written);
        end_of_heading(text.whole()).map(|end| text.whole().to(end).to_string())
    }

    #[test]
    fn a_heading_without_a_full_stop_ends_at_its_blank() {
        assert_eq!(heading_of("三、稳定就业岗位 对不裁员的企业给予支持。").as_deref(), Some("三、稳定就业岗位"));
        assert_eq!(heading_of("八、 强化服务 继续实施重点企业专员制度。").as_deref(), Some("八、强化服务"));
        assert_eq!(heading_of("三、稳定就业岗位。 对不裁员的企业给予支持。"), None);
        assert_eq!(heading_of("第七条 面积和产量的计算按照有关规定执行"), None);
        assert_eq!(heading_of("3.到 2025 年底完成改造任务的一半以上"), None);
    }

    #[test]
    fn a_blank_of_the_document_leaves_a_gap() {
        let text = cleaned("甲乙 丙");
        assert_eq!([0, 1, 2, 3].map(|at| text.whole().gap_before(at)), [false, false, true, false]);
    }

    #[test]
    fn a_text_full_of_blanks_tells_nothing_by_them() {
        assert!(!are_telling(cleaned("推进 质量 强省 建设 , 组织 实施 行动").whole()));
        assert!(are_telling(
            cleaned("三、稳定就业岗位 对不裁员或者少裁员的参保企业，按照规定返还失业保险费，稳定岗位").whole()
        ));
    }

    #[test]
    fn a_list_without_brackets_ends_where_a_blank_parts_it_from_text() {
        let ends = |written: &str| {
            let text = cleaned(written);
            let list = text.whole();
            (list.start()..list.end())
                .find(|at| ends_list(list, *at, bodies::is_unit))
                .map(|at| list.to(at).to_string())
        };
        assert_eq!(
            ends("市甲局、各县（市、区）政府 本措施自发布之日起施行。").as_deref(),
            Some("市甲局、各县（市、区）政府")
        );
        for list in ["市甲局 市乙局", "市甲局 牵头，市乙局配合", "市 财政局、各 区政府", "市甲局 按职责分工负责"]
        {
            assert_eq!(ends(list), None, "{list}");
        }
    }
}
