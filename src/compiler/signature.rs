//! Who has signed a document, and when: the lines at its end.

use super::bodies;
use super::text::{Passage, Terms};

/// Such a line is not longer.
const LONGEST: usize = 40;
/// What lines besides open with.
const OPENINGS: &Terms =
    &Terms::new(&["抄送", "主送", "（此件", "此件", "（公开", "附件", "附：", "（联系人", "联系人"]);

/// Whether some lines are nothing but a signature: bodies, the day, to whom it is sent.
pub(super) fn is_one(lines: &[Passage<'_>]) -> bool {
    let signs = |line: &Passage<'_>| is_body(*line) || is_day(*line);
    !lines.is_empty() && lines.iter().any(signs) && lines.iter().all(|line| signs(line) || opens(*line))
}

fn is_body(line: Passage<'_>) -> bool {
    line.len() <= LONGEST && line.split(&[' ', '\n']).iter().all(|name| bodies::is_body(&name.to_string()))
}

/// 2025年3月5日, 二〇二五年三月五日, and the same before 印发.
fn is_day(line: Passage<'_>) -> bool {
    let day = line.strip_suffix(&["印发"]).map_or(line, |(day, _)| day).trim(&['（', '）', ' ']);
    let of_day = |c: &char| c.is_ascii_digit() || "年月日〇○零一二三四五六七八九十".contains(*c);
    day.chars().iter().all(of_day) && day.contains("年") && day.contains("月") && day.ends_with_any(&["日"])
}

fn opens(line: Passage<'_>) -> bool {
    line.len() <= 3 * LONGEST && line.strip_prefix(OPENINGS).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_signature_is_bodies_and_a_day() {
        let read = |written: &str| is_one(&text_of(written).whole().split(&['\n']));
        assert!(read("某区人民政府办公室\n2025年3月18日"));
        assert!(read("二〇二五年三月十八日"));
        assert!(read("某市水利局\n2025年3月1日\n（此件公开发布）\n抄送：市委办公室。"));
        for other in ["加强宣传。", "2025年3月18日前完成", "附件", "某市水利局做好服务"] {
            assert!(!read(other), "{other}");
        }
    }
}
