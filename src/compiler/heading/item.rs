//! Marks of items in a list: （1）, ①, 第一，, 一是, A., Ⅰ., ●. In a document without numbers of other kinds they open tasks.

use super::level::{Level, Marker, is_numeral};
use crate::text::{Passage, is_ideograph};

/// What kind of mark it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// （1）, 1）, ⑴.
    Round,
    /// ①.
    Circled,
    /// 第一，.
    Ordinal,
    /// 一是.
    Nth,
    /// A.
    Letter,
    /// Ⅰ.
    Roman,
    /// ●.
    Bullet,
}

/// A mark that opens tasks, and on which level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Item {
    kind: Kind,
    level: Level,
}

/// Signs that stand before items.
const SIGNS: &str = "•●·■◆▪◦○□◇★☆►▶➢➤◎▲△";
/// The same, where a blank stands behind them.
const DASHES: &str = "-–—－*＊+";
/// Lines with a mark before them make a list where they are so many.
const LIST: usize = 2;

impl Item {
    /// The marker of a line that has the mark; signs without a number are counted.
    pub(crate) fn marker(self, line: Passage<'_>, count: usize) -> Option<Marker> {
        let (kind, len, number) = mark(line).filter(|(kind, _, _)| *kind == self.kind)?;
        let number = if kind == Kind::Bullet { count.to_string() } else { number };
        Some(Marker { level: self.level, number, len })
    }
}

/// The marks that open tasks in a document of these lines, where nothing else does: the first kind that makes a list, and Roman
/// numbers above it.
pub(crate) fn items(lines: &[Passage<'_>]) -> Vec<Item> {
    let kinds: Vec<Kind> = lines.iter().filter_map(|line| mark(*line).map(|(kind, _, _)| kind)).collect();
    let listed = |kind: Kind| kinds.iter().filter(|other| **other == kind).count() >= LIST;
    let first = kinds.iter().copied().find(|kind| *kind != Kind::Roman && listed(*kind));
    let level = if first.is_some() { Level::Part } else { Level::Task };
    let above = listed(Kind::Roman).then_some(Item { kind: Kind::Roman, level });
    let own = first.map(|kind| Item { kind, level: Level::Task });
    own.into_iter().chain(above).collect()
}

/// How many characters the mark of an item inside a task takes: （1）, 1）, ①, ●.
pub(crate) fn item(paragraph: Passage<'_>) -> Option<usize> {
    mark(paragraph).filter(|(kind, _, _)| matches!(kind, Kind::Round | Kind::Circled | Kind::Bullet)).map(|m| m.1)
}

/// The marker of an item that goes on counting the headings before it: （4） or 4） behind 3.
pub(crate) fn continued(line: Passage<'_>, last: &Marker) -> Option<Marker> {
    let (_, len, written) = mark(line).filter(|(kind, _, _)| *kind == Kind::Round)?;
    let of_sign = |c: char| ('⑴'..='⒇').contains(&c).then(|| u32::from(c) - u32::from('⑴') + 1);
    let number =
        written.trim_matches(['（', '）']).parse().ok().or_else(|| written.chars().next().and_then(of_sign))?;
    let next = last.number.parse::<u32>().ok().and_then(|last| last.checked_add(1));
    let goes_on = last.level == Level::Task && number > 1 && next == Some(number);
    goes_on.then(|| Marker { level: Level::Task, number: number.to_string(), len })
}

/// How many characters a sign without a number takes that opens a paragraph.
pub(crate) fn bullet(paragraph: Passage<'_>) -> Option<usize> {
    mark(paragraph).filter(|(kind, _, _)| *kind == Kind::Bullet).map(|(_, len, _)| len)
}

/// The mark that a paragraph opens with: its kind, how many characters it takes, its number.
fn mark(paragraph: Passage<'_>) -> Option<(Kind, usize, String)> {
    let chars = paragraph.chars();
    let first = *chars.first()?;
    match first {
        '①'..='⑳' => Some((Kind::Circled, 1, first.to_string())),
        '⑴'..='⒇' => Some((Kind::Round, 1, first.to_string())),
        'Ⅰ'..='Ⅻ' => closed(chars, 1).map(|len| (Kind::Roman, len, first.to_string())),
        'A'..='Z' => closed(chars, 1).map(|len| (Kind::Letter, len, first.to_string())),
        '第' => {
            let number: String = chars.iter().skip(1).take_while(|c| is_numeral(**c)).collect();
            let len = number.chars().count() + 2;
            let mark = matches!(chars.get(len - 1), Some('，' | '、' | '：'));
            (mark && len > 2).then(|| (Kind::Ordinal, len, format!("第{number}")))
        }
        c if is_numeral(c) => (chars.get(1) == Some(&'是')).then(|| (Kind::Nth, 2, c.to_string())),
        c if SIGNS.contains(c) => (chars.len() > 1).then_some((Kind::Bullet, 1, String::new())),
        c if DASHES.contains(c) => {
            let apart = paragraph.gap_before(paragraph.start() + 1) && chars.get(1).is_some_and(|next| *next != c);
            apart.then_some((Kind::Bullet, 1, String::new()))
        }
        _ => round(chars),
    }
}

/// Where a point or comma closes a mark with words behind it.
fn closed(chars: &[char], at: usize) -> Option<usize> {
    let point = matches!(chars.get(at), Some('.' | '、'));
    (point && chars.get(at + 1).is_some_and(|c| is_ideograph(*c) || *c == '“')).then_some(at + 1)
}

/// （1）, 1）.
fn round(chars: &[char]) -> Option<(Kind, usize, String)> {
    let open = usize::from(matches!(chars.first(), Some('(' | '（')));
    let digits: String = chars.iter().skip(open).take_while(|c| c.is_ascii_digit()).collect();
    let closed = matches!(chars.get(open + digits.len()), Some(')' | '）'));
    ((1..=2).contains(&digits.len()) && closed).then(|| (Kind::Round, open + digits.len() + 1, format!("（{digits}）")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn items_are_no_headings_but_known() {
        for (written, len) in
            [("（1）登记", 3), ("(12)登记", 4), ("1）登记", 2), ("①登记", 1), ("⑴登记", 1), ("●登记", 1), ("•登记", 1)]
        {
            assert_eq!(item(text_of(written).whole()), Some(len), "{written}");
        }
        for written in ["（一）登记", "（100）登记", "-3%", "—", "登记", "第一，登记", "A.登记"] {
            assert_eq!(item(text_of(written).whole()), None, "{written}");
        }
    }

    #[test]
    fn an_item_may_go_on_counting_headings() {
        let read = |written: &str, last: &str| {
            let last = Marker { level: Level::Task, number: last.to_owned(), len: 2 };
            continued(text_of(written).whole(), &last).map(|marker| (marker.number, marker.len))
        };
        assert_eq!(read("(4)联合惩戒", "3"), Some(("4".to_owned(), 3)));
        assert_eq!(read("⑸信用修复", "4"), Some(("5".to_owned(), 1)));
        assert_eq!(read("6）宣传", "5"), Some(("6".to_owned(), 2)));
        for (written, last) in [("（1）登记", "3"), ("（2）登记", "3"), ("①登记", "3"), ("（4）登记", "3.1")]
        {
            assert_eq!(read(written, last), None, "{written}");
        }
    }

    #[test]
    fn the_first_kind_that_makes_a_list_opens_tasks() {
        let kinds = |written: &str| {
            let text = text_of(written);
            let lines = text.whole().split(&['\n']);
            items(&lines).iter().map(|item| (item.kind, item.level)).collect::<Vec<_>>()
        };
        assert_eq!(kinds("要点\n第一，甲\n（1）乙\n（2）丙\n第二，丁"), [(Kind::Ordinal, Level::Task)]);
        assert_eq!(kinds("要点\nⅠ.甲\nA.乙\nB.丙\nⅡ.丁"), [(Kind::Letter, Level::Task), (Kind::Roman, Level::Part)]);
        assert_eq!(kinds("要点\n●甲\n●乙"), [(Kind::Bullet, Level::Task)]);
        assert!(kinds("要点\n●甲\n乙").is_empty());
    }
}
