//! Items of a list inside a task that stand by themselves: others of the list have their notes in their own lines.

use super::heading;
use super::responsibility::Notes;
use super::text::Passage;

/// Which paragraphs are items that no note governs: one more item follows, or nothing. One that ends in a semicolon goes on
/// to the next.
pub(super) fn alone<'t>(paragraphs: &[Passage<'t>], notes: &Notes<'t>) -> Vec<bool> {
    let items: Vec<bool> = paragraphs.iter().map(|paragraph| heading::item(*paragraph).is_some()).collect();
    let Some(last) = items.iter().rposition(|item| *item) else { return Vec::new() };
    let noted: Vec<bool> = paragraphs.iter().zip(&items).map(|(p, item)| *item && notes.assign(*p)).collect();
    if !noted.iter().take(last).any(|noted| *noted) {
        return Vec::new(); // one note behind them all
    }
    let is_item = |at: usize| items.get(at).copied().unwrap_or(true);
    let goes_on = |paragraph: &Passage<'_>| paragraph.ends_with_any(&["；", "，", "、", "："]);
    let places = paragraphs.iter().enumerate().zip(&noted);
    places.map(|((at, paragraph), noted)| is_item(at) && !noted && !goes_on(paragraph) && is_item(at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn read(written: &str) -> Vec<usize> {
        let text = text_of(written);
        let alone = alone(&text.whole().split(&['\n']), &Notes::default());
        (0..alone.len()).filter(|at| alone[*at]).collect()
    }

    #[test]
    fn an_item_without_a_note_stands_alone_where_others_have_theirs() {
        assert_eq!(read("●甲。（市甲局牵头）\n●乙。\n●丙。（市丙局牵头）\n●丁。"), [1, 3]);
        assert_eq!(read("（1）甲。（市甲局牵头）\n（2）乙。\n细说。\n（3）丙。（市丙局牵头）"), Vec::<usize>::new());
        assert_eq!(read("①甲；\n②乙。（市甲局牵头）\n③丙。\n④丁。（市丁局牵头）"), [2]);
    }

    #[test]
    fn one_note_behind_the_last_item_governs_all() {
        assert!(read("（1）甲。\n（2）乙。\n（3）丙。（市甲局牵头）").is_empty());
        assert!(read("●甲。\n责任单位：市甲局\n●乙。\n责任单位：市乙局").is_empty());
        assert!(read("甲。（市甲局牵头）\n乙。").is_empty());
    }
}
