//! Names of places in front of how many of which kind they are: 望江、东湖两县（区）.

use crate::text::{Passage, Terms, is_ideograph};

/// 鸭川、川北、凤岭3市州, 望江、东湖两县（区）: the names in front of how many of which kind they are.
pub(super) fn without_count(words: Passage<'_>) -> Option<Passage<'_>> {
    const KINDS: &Terms = &Terms::new(&[
        "市州",
        "市（州）",
        "县（区）",
        "县（市、区）",
        "县区",
        "县市",
        "市",
        "县",
        "区",
        "州",
        "乡镇",
        "镇街",
        "镇",
        "乡",
        "街道",
        "村",
    ]);
    let (head, _) = words.strip_suffix(KINDS)?;
    let head = head.strip_suffix(&["个"]).map_or(head, |(head, _)| head);
    let number =
        head.chars().iter().rev().take_while(|c| c.is_ascii_digit() || "两二三四五六七八九十".contains(**c)).count();
    (number > 0).then(|| head.to(head.end() - number))
}

/// Bare names of places, and behind the last how many of which kind they are.
pub(super) fn listed(words: Passage<'_>) -> Option<Vec<String>> {
    const NAMES: std::ops::RangeInclusive<usize> = 2..=4;
    let names = without_count(words)?.split(&['、', '和', '及']);
    let bare = |name: &Passage<'_>| NAMES.contains(&name.len()) && name.chars().iter().all(|c| is_ideograph(*c));
    (names.len() > 1 && names.iter().all(bare)).then(|| names.iter().map(|name| name.to_string()).collect())
}

/// 珠三角九市, 主城六区: a name for so many of a kind.
pub(super) fn is_group(words: Passage<'_>) -> bool {
    const NAME: std::ops::RangeInclusive<usize> = 2..=6;
    let head = without_count(words).filter(|head| NAME.contains(&head.len()));
    head.is_some_and(|head| head.chars().iter().all(|c| is_ideograph(*c)))
}
