//! What each date of a list has for itself: 6月底、9月底前分别完成一期、二期工程.

use crate::date::DatePhrase;
use crate::owed::Subject;
use crate::parsed::Parsed;
use crate::text::Passage;

/// Words that divide what follows among the dates.
const EACH: &[&str] = &["分别", "依次", "相继", "逐次"];
/// Verbs that count for every part: 完成一期、二期.
const VERBS: &[&str] = &[
    "基本完成",
    "全面完成",
    "全部完成",
    "完成",
    "实现",
    "达到",
    "建成",
    "报送",
    "提交",
    "开展",
    "召开",
    "启动",
    "印发",
    "出台",
    "公布",
    "组织",
    "淘汰",
    "整治",
    "改造",
    "新建",
    "建设",
    "推进",
    "编制",
    "制定",
    "投运",
    "上线",
    "不低于",
    "不高于",
    "不超过",
    "提高到",
    "提升到",
    "控制在",
    "降到",
];
/// Verbs of a part of its own: 完成排查、验收销号.
const OWN: &[&str] = &["验收", "开工", "启动", "投产", "竣工", "交付", "通过", "建成", "完成", "印发", "报送", "上报"];
/// What stands between the parts.
const BETWEEN: &[char] = &['、', '和', '及', '与'];

/// What a date of a list has for itself.
#[derive(Debug, Default)]
pub(super) struct Share {
    /// What must be there by then.
    pub(super) content: Option<String>,
    /// Who owes it.
    pub(super) owner: Option<String>,
}

/// The share of a date in what its list divides; nothing where all dates have all of it.
pub(super) fn of(parsed: &Parsed<'_>, date: &DatePhrase, content: Passage<'_>, subject: Option<&Subject>) -> Share {
    let list: Vec<&DatePhrase> = parsed.dates.iter().filter(|d| (d.from, d.to) == (date.from, date.to)).collect();
    let at = list.iter().position(|d| d.start == date.start).unwrap_or(0);
    let before = parsed.whole.to(date.from).ends_with_any(EACH);
    let clause = content.split(&['，', '；']).first().copied().unwrap_or(content);
    let each = EACH.iter().find_map(|word| clause.find(word).map(|at| (at, at + word.chars().count())));
    if list.len() < 2 || !(before || each.is_some()) {
        return Share::default();
    }
    let (name, rest) = each.map_or(("".to_owned(), content), |(at, end)| (content.to(at).brief(), content.from(end)));
    let part = parts(rest, list.len()).and_then(|parts| parts.get(at).map(|part| format!("{name}{part}")));
    let owners = subject.map(|subject| &subject.owed).filter(|owed| part.is_none() && owed.len() == list.len());
    Share {
        content: Some(part.unwrap_or_else(|| format!("{name}{}", rest.brief()))),
        owner: owners.and_then(|owed| owed.get(at).cloned()),
    }
}

/// 完成一期、二期工程 → 完成一期工程, 完成二期工程.
fn parts(rest: Passage<'_>, count: usize) -> Option<Vec<String>> {
    let clause = rest.split(&['，', '；']).first().copied()?;
    let verb = clause.matches_any(clause.start(), VERBS);
    let items = clause.from(verb.map_or(clause.start(), |(_, end)| end)).split(BETWEEN);
    let (first, last) = (items.first()?, items.last()?);
    if items.len() != count {
        return None;
    }
    let tail = tail(*first, *last);
    let word = verb.map_or("", |(word, _)| word);
    let whole = |(i, item): (usize, &Passage<'_>)| {
        let verb = if item.strip_prefix(OWN).is_some() { "" } else { word };
        let tail = if i + 1 < count { tail.as_str() } else { "" };
        format!("{verb}{item}{tail}")
    };
    Some(items.iter().enumerate().map(whole).collect())
}

/// What stands behind the last part only, where the parts before it end alike: 一期、二期|工程.
fn tail(first: Passage<'_>, last: Passage<'_>) -> String {
    let alike = first.before(first.end()).is_some_and(|c| last.at(last.start() + first.len() - 1) == Some(c));
    if alike { last.from(last.start() + first.len()).brief() } else { String::new() }
}
