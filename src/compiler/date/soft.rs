//! Times that are striven for beside a firm one: 9月底前（力争8月底）, 力争6月、确保9月底前. The firm one binds.

use super::phrase::{DatePhrase, Dates, Why};
use crate::text::{Passage, Terms};

/// Words for what is striven for.
const STRIVEN: &[&str] =
    &["力争到", "力争在", "力争于", "力争", "争取在", "争取于", "争取", "力争提前到", "力争提前至", "力争提前"];
/// Verbs that say of both no more than that it is done: 6月底前完成，力争5月底前完成.
const DONE: &Terms = &Terms::new(&[
    "全部完成",
    "全面完成",
    "完成",
    "建成",
    "启动",
    "上线",
    "开工",
    "通车",
    "投用",
    "竣工",
    "完工",
    "交付",
    "到位",
    "达标",
    "投产",
    "封顶",
]);
/// Words and marks between the two.
const BETWEEN: &Terms = &Terms::new(&[
    "、",
    "，",
    "（",
    "(",
    "；",
    "）",
    ")",
    "确保",
    "最迟",
    "务必",
    "必须",
    "力争",
    "争取",
    "不迟于",
    "不晚于",
    "不超过",
    "提前",
    "在",
    "于",
]);

/// Takes the dates that are striven for beside a firm one out of those that bind.
pub(super) fn part(passage: Passage<'_>, dates: &mut Dates) {
    if dates.binding.len() < 2 || !passage.contains_any(&["力争", "争取"]) {
        return;
    }
    let mut firm: Vec<DatePhrase> = Vec::new();
    let mut waiting: Option<DatePhrase> = None;
    for date in std::mem::take(&mut dates.binding) {
        if let Some(soft) = waiting.take() {
            match beside(passage, soft.end, date.start, &[]).filter(|()| is_firm(passage, &soft, &date)) {
                Some(()) => {
                    dates.told.push((soft, Why::Striven));
                    firm.push(DatePhrase { from: date.from.min(soft.start), ..date });
                    continue;
                }
                None => firm.push(soft),
            }
        }
        let before = firm.last_mut().filter(|last| is_striven(passage, &date) && follows(passage, last, &date));
        match before {
            Some(last) if !is_striven(passage, last) => {
                let closed = matches!(passage.at(date.end), Some('）' | ')'));
                let alone = beside(passage, last.end, date.start, &[]).is_some();
                last.to = if alone { last.to.max(date.end + usize::from(closed)) } else { last.to };
                dates.told.push((date, Why::Striven));
            }
            _ if is_striven(passage, &date) => waiting = Some(date),
            _ => firm.push(date),
        }
    }
    firm.extend(waiting);
    dates.binding = firm;
}

fn is_striven(passage: Passage<'_>, date: &DatePhrase) -> bool {
    passage.cut(date.start, date.end).strip_prefix(STRIVEN).is_some()
        || passage.to(date.start).ends_with_any(&["力争", "争取", "力争提前", "争取提前"])
}

/// Whether the second of two dates is said to be the firm one: 力争5月底、9月底前 is a list.
fn is_firm(passage: Passage<'_>, soft: &DatePhrase, date: &DatePhrase) -> bool {
    const FIRM: &[&str] = &["确保", "最迟", "最晚", "务必", "必须", "不迟于", "不晚于"];
    !is_striven(passage, date) && passage.cut(soft.end, date.end).contains_any(FIRM)
}

/// Whether a date stands beside a firm one that it comes before: 9月底前（力争8月底）, 6月底前完成，力争5月底前完成.
fn follows(passage: Passage<'_>, firm: &DatePhrase, date: &DatePhrase) -> bool {
    const NONE: &Terms = &Terms::new(&[]);
    let earlier = date.due.date().zip(firm.due.date()).is_some_and(|(date, firm)| date < firm);
    let verbs = if earlier { DONE } else { NONE };
    beside(passage, firm.end, date.start, verbs).is_some()
}

/// Whether nothing stands between two dates but marks and words of how firm they are, and such verbs.
fn beside(passage: Passage<'_>, from: usize, to: usize, verbs: &[&str]) -> Option<()> {
    const LONGEST: usize = 12;
    let mut between = passage.cut(from, to);
    if between.len() > LONGEST {
        return None;
    }
    while let Some(rest) = between.strip_prefix(BETWEEN).or_else(|| between.strip_prefix(verbs)) {
        between = rest;
    }
    between.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use crate::date::{Years, read};
    use crate::text::text_of;

    #[test]
    fn the_firm_one_of_two_times_binds() {
        let shown = |written: &str| {
            let text = text_of(written);
            let dates = read(text.whole(), Years::from(Some(2025)));
            let due = |due: crate::date::Due| due.date().map(|d| d.to_string()).unwrap_or_default();
            let firm: Vec<String> = dates.binding.iter().map(|date| due(date.due)).collect();
            (firm.join(" "), dates.told.len())
        };
        for (written, firm) in [
            ("9月底前（力争8月底）建成", "2025-09-30"),
            ("力争6月、确保9月底前上线", "2025-09-30"),
            ("确保6月底前、力争5月底前完成", "2025-06-30"),
            ("争取5月底前，最迟6月底前完成", "2025-06-30"),
            ("6月底前完成，力争5月底前完成", "2025-06-30"),
            ("最晚7月1日上线，力争提前至6月中旬", "2025-07-01"),
            ("力争11月上旬，最迟不超过11月25日完成入库", "2025-11-25"),
        ] {
            assert_eq!(shown(written), (firm.to_owned(), 1), "{written}");
        }
        assert_eq!(shown("力争5月底前完成甲，12月底前完成乙"), ("2025-05-31 2025-12-31".to_owned(), 0));
        assert_eq!(shown("6月底前开工，力争12月底前完工"), ("2025-06-30 2025-12-31".to_owned(), 0));
        assert_eq!(shown("力争5月底、9月底前分别建成"), ("2025-05-31 2025-09-30".to_owned(), 0));
    }
}
