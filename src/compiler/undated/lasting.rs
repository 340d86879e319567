//! What lasts, in the place of a time or in a bracket: 持续推进, （长期坚持）.

use super::pace::recurring;
use super::phrase::Phrase;
use crate::parsed::Parsed;
use crate::text::{Passage, Terms};
use duban_domain::plan::MilestoneKind::{Conditional, Ongoing};

/// What lasts, where it stands in the place of a date.
const LASTING: &Terms = &Terms::new(&[
    "长期坚持",
    "长期",
    "常年",
    "贯穿全年",
    "贯穿始终",
    "全年",
    "持续推进",
    "持续实施",
    "持续开展",
    "持续",
    "常态化",
    "经常性",
    "日常",
    "滚动推进",
    "动态更新",
    "不定期",
    "定期",
    "全天候",
    "实时",
    "年度",
]);
/// What goes on with them behind a date: 并长期坚持.
pub(super) const AND: &[&str] = &["并且", "并"];
/// What is to be done without a date, there as well.
const AT_ONCE: &Terms = &Terms::new(&["立行立改", "即知即改", "即日起", "立即", "适时", "随时", "同步"]);

/// 持续推进, 立行立改.
pub(super) fn lasting(clause: Passage<'_>) -> Option<Phrase<'_>> {
    let lasts = word_in(clause, LASTING).map(|words| (words, Ongoing));
    let (words, kind) = lasts.or_else(|| word_in(clause, AT_ONCE).map(|words| (words, Conditional)))?;
    Some(Phrase { words, deliverable: clause, kind })
}

/// 加强巡查（长期坚持）: what lasts, in a bracket that ends a statement.
pub(super) fn in_bracket<'t>(parsed: &Parsed<'t>, clause: Passage<'t>) -> Option<Phrase<'t>> {
    let inner_end = clause.strip_suffix(&["）", ")"])?.0;
    let open = ["（", "("].iter().filter_map(|mark| inner_end.rfind(mark)).max()?;
    let words = inner_end.from(open + 1);
    let deliverable = parsed.statement(open).to(open).trim(&['，', ' ']);
    (is_standing(words) && !deliverable.is_empty()).then_some(Phrase { words, deliverable, kind: Ongoing })
}

/// Whether words are nothing but that something lasts: 长期, 持续推进.
pub(crate) fn is_standing(words: Passage<'_>) -> bool {
    const OTHERS: &[&str] = &["年度", "定期", "不定期", "日常"];
    let words = words.strip_prefix(AND).unwrap_or(words).to_string();
    LASTING.contains(&words.as_str()) && !OTHERS.contains(&words.as_str())
}

/// Whether words in the place of a time open with what lasts or comes back: 并长期坚持, 每季度末.
pub(crate) fn lasts(words: Passage<'_>) -> bool {
    let words = words.strip_prefix(AND).unwrap_or(words);
    words.strip_prefix(LASTING).is_some()
        || recurring(words).is_some_and(|phrase| phrase.words.start() == words.start())
}

fn word_in<'t>(clause: Passage<'t>, words: &Terms) -> Option<Passage<'t>> {
    words.place_in(clause).map(|(at, end)| clause.cut(at, end))
}
