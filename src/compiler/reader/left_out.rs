//! What stands in a file and is not read as its text: struck through, deleted by a change that is still open, reckoned without a
//! result. Each is said at the line where it stands.

use duban_domain::plan::Severity;

/// Why something is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// It is struck through.
    Struck,
    /// A change that is still open deletes it.
    Deleted,
    /// It is read, but put in by a change that is still open.
    Inserted,
    /// It is not shown.
    Hidden,
    /// It is a formula whose result the file does not keep: the formula is the text.
    Unreckoned,
    /// It is a formula that came to an error: the error is the text.
    Failed,
    /// It is a number that may have lost a zero behind the point, where it means a month: 2025.1.
    Shortened,
    /// It is a note at the foot of the page, or the end of the document.
    Footnote,
    /// Somebody has written it beside the text.
    Comment,
}

/// Something that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// Why it is not read.
    pub(super) why: Why,
    /// Its words.
    pub(super) words: String,
}

/// So much of it is said.
const LONGEST: usize = 60;

impl LeftOut {
    /// What is left out for that reason; none where it is nothing but blanks.
    pub(super) fn of(why: Why, words: &str) -> Option<Self> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(LeftOut { why, words })
    }

    /// Whether somebody must look at it: what was taken back, and what nobody sees.
    pub(super) fn severity(&self) -> Severity {
        match self.why {
            Why::Footnote | Why::Comment | Why::Inserted => Severity::Note,
            Why::Struck | Why::Deleted | Why::Hidden | Why::Unreckoned | Why::Failed | Why::Shortened => {
                Severity::Warning
            }
        }
    }

    /// How it is said.
    pub(super) fn message(&self) -> String {
        let words = brief(&self.words);
        match self.why {
            Why::Struck => format!("带删除线的文字没有读：“{words}”"),
            Why::Deleted => format!("修订中删除的文字没有读：“{words}”，请核对修订是否已定稿"),
            Why::Inserted => format!("文件带有未接受的修订，新加的文字（“{words}”等）已按正文读"),
            Why::Hidden => format!("隐藏的文字没有读：“{words}”"),
            Why::Unreckoned => {
                format!("这里的公式没有存下计算结果：“{words}”，请用 Excel 或 WPS 打开、保存后重新导入，或手工填写")
            }
            Why::Shortened => {
                format!("“{words}”在表里是数值，如果指月份，可能是1月，也可能是10月（末尾的0没有存下），请核对")
            }
            Why::Failed => format!("这里的公式结果是错误值“{words}”，请核对原表"),
            Why::Footnote => format!("脚注没有读：“{words}”"),
            Why::Comment => format!("批注没有读：“{words}”"),
        }
    }
}

/// The same, all that is left out for one reason in one.
pub(super) fn together<'l>(left_out: impl IntoIterator<Item = &'l LeftOut>) -> Vec<LeftOut> {
    let mut all: Vec<LeftOut> = Vec::new();
    for one in left_out.into_iter().filter_map(|one| LeftOut::of(one.why, &one.words)) {
        match all.iter_mut().find(|other| other.why == one.why) {
            Some(other) => {
                other.words.push(' ');
                other.words.push_str(&one.words);
            }
            None => all.push(one),
        }
    }
    all
}

/// The beginning of what is not read.
pub(super) fn brief(written: &str) -> String {
    written.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_for_one_reason_is_said_together() {
        let of = |why, words| LeftOut::of(why, words).unwrap();
        let all = [of(Why::Struck, "6月"), of(Why::Deleted, "旧"), of(Why::Struck, " 底前\n")];
        let said: Vec<String> = together(&all).iter().map(LeftOut::message).collect();
        assert_eq!(said, ["带删除线的文字没有读：“6月 底前”", "修订中删除的文字没有读：“旧”，请核对修订是否已定稿"]);
        assert_eq!(LeftOut::of(Why::Struck, " \n"), None);
    }
}
