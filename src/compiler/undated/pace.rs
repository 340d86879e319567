//! What comes back: 每季度末通报, 每年12月15日前, 按月报送.

use super::ended;
use super::often::{RECURRING, place};
use super::phrase::Phrase;
use super::rhythm;
use super::within;
use crate::parsed::Parsed;
use crate::text::Passage;
use duban_domain::plan::MilestoneKind::Ongoing;

/// What the words for a pace go on with: 每季度首月10日前, 每年6月、12月底前, 每周五前.
const PACE: &str = "0123456789一二三四五六七八九十月日号前底末内首初第上中下旬周星期个工作最后之、和及季度每";
/// What they end with.
const PACE_ENDS: &[char] = &['前', '底', '末', '内', '日', '号', '旬', '月', '初', '度', '周', '年'];

/// Characters before 次 that make it a number of times: 两次月度例会.
const TIMES: &str = "一二两三四五六七八九十几多每数各首";

/// 每周调度、每月通报: the parts of a clause of which each comes back at a pace of its own; the clause itself where they do not.
pub(super) fn parts(clause: Passage<'_>) -> Vec<Passage<'_>> {
    let opens = |at: &usize| clause.at(*at) == Some('、') && begins(clause.from(at + 1));
    let (mut parts, mut from) = (Vec::new(), clause.start());
    for at in (clause.start()..clause.end()).filter(opens) {
        parts.push(clause.cut(from, at));
        from = at + 1;
    }
    parts.push(clause.from(from));
    let paced = |part: Passage<'_>| {
        place(part).is_some_and(|(_, end, deed)| deed || end < part.end()) && recurring(part).is_some()
    };
    let says = |part: &Passage<'_>| paced(*part) || within::opens(*part);
    let apart = parts.len() > 1 && !clause.contains("（") && parts.iter().all(says);
    if apart { parts } else { vec![clause] }
}

/// Whether words open with a pace or a length of time.
fn begins(words: Passage<'_>) -> bool {
    let paced = |(from, ..): (usize, usize, bool)| from == words.start();
    words.strip_prefix(RECURRING).is_some() || rhythm::place(words).is_some_and(paced) || within::opens(words)
}

/// 每季度末通报, 按月报送. A rate in money (每月200元) is none.
pub(super) fn recurring(clause: Passage<'_>) -> Option<Phrase<'_>> {
    if let Some(rest) = ended::replaced(clause) {
        return recurring(rest).map(|phrase| Phrase { deliverable: clause, ..phrase });
    }
    let (from, mut end, deed) = place(clause).filter(|_| ended::ended(clause).is_none())?;
    let rate = clause.before(from).is_some_and(|c| matches!(c, '人' | '按' | '户'));
    let bound = clause.to(from).ends_with_any(&["高于", "低于", "少于", "多于", "大于", "小于"]); // 不少于每月
    let times =
        clause.at(from) == Some('次') && clause.before(from).is_some_and(|c| c.is_ascii_digit() || TIMES.contains(c));
    if rate || bound || times || clause.contains("元") {
        return None;
    }
    let mut ahead = end;
    while !deed && clause.at(ahead).is_some_and(|c| PACE.contains(c)) {
        ahead += 1;
        let weekday = || clause.to(ahead - 1).ends_with_any(&["周", "星期"]); // 每周五
        if clause.before(ahead).is_some_and(|c| PACE_ENDS.contains(&c)) || weekday() {
            end = ahead;
        }
    }
    let times =
        clause.at(end) == Some('次') && clause.to(end).ends_with_any(&["周一", "周二", "周两", "周三", "周四", "周五"]);
    end -= usize::from(times); // 每周|一次
    Some(Phrase { words: clause.cut(within(clause, from), end), deliverable: clause, kind: Ongoing })
}

/// Where the stretch of time begins in which it comes back: 1—6月|每月.
fn within(clause: Passage<'_>, from: usize) -> usize {
    let of_date = |c: &char| c.is_ascii_digit() || "年月日—-－–～~至".contains(*c);
    let length = clause.to(from).chars().iter().rev().take_while(|c| of_date(c)).count();
    let stretch = clause.cut(from - length, from);
    let begins = stretch.at(stretch.start()).is_some_and(|c| c.is_ascii_digit());
    if begins && stretch.ends_with_any(&["月", "日"]) { stretch.start() } else { from }
}

/// What is to be done where a clause says nothing but how often: 举行演练，每年3月底前各一次.
pub(super) fn to_do<'t>(parsed: &Parsed<'t>, phrase: &Phrase<'t>) -> Passage<'t> {
    let clause = parsed.clause(phrase.words.start());
    let own = phrase.deliverable.start() == clause.start() && phrase.words.start() == clause.start();
    let rest = clause.from(phrase.words.end());
    let number = |c: &char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(*c);
    let times = rest.chars().iter().filter(|c| !number(c) && !"各次至少不于轮遍回前底".contains(**c)).count() == 0;
    let statement = parsed.statement(clause.start());
    let deed = rhythm::place(clause).is_some_and(|(_, end, deed)| deed && end == phrase.words.end()); // 半年调度一次
    if !own || !times || rest.is_empty() || deed {
        return phrase.deliverable;
    }
    let before = parsed.clauses.iter().rfind(|c| c.end() <= clause.start() && c.start() >= statement.start()).copied();
    let Some(before) = before else { return phrase.deliverable };
    if rest.contains_any(&["不少", "至少"]) { before.through(clause) } else { before }
}
