//! The door of the compiler: what nobody sees is left outside.
//!
//! Controls, marks that turn the direction of writing and characters without width are no words of the document. They
//! would make two names of one unit, or a page that shows something else than is stored. All spans count in the text behind
//! the door; how many were left outside is a note.

use super::doubt::Doubts;
use super::radicals;
use duban_domain::draft::Span;
use duban_domain::plan::Severity;
use duban_domain::typed::{composed, unfit};

/// How much of the text around the first place is quoted.
const QUOTE: usize = 8;

/// A text without what nobody sees.
#[derive(Debug, Default)]
pub(super) struct Visible {
    /// The text; line ends are `\n`, characters in composed form.
    pub(super) text: String,
    /// Where something stood in the text as it was given, in characters; the halves of line ends too.
    gone: Vec<usize>,
    /// How many were no such halves, and the first of them with its place.
    hidden: usize,
    first: Option<(usize, char)>,
    /// The first radical that was read as the ideograph it looks like, with its place.
    radicals: Option<(usize, char)>,
}

/// Leaves outside what nobody sees.
pub(super) fn visible(given: &str) -> Visible {
    let mut seen =
        Visible { text: String::with_capacity(given.len()), gone: Vec::new(), hidden: 0, first: None, radicals: None };
    let mut before = None;
    let mut chars = given.chars();
    for at in 0.. {
        let Some(c) = chars.next() else { break };
        if matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fff}') {
            seen.text.push(c); // nearly all are such
            before = Some(c);
            continue;
        }
        let after = chars.clone().next();
        let kept = match c {
            '\r' if after == Some('\n') => None,
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\n' | '\t' => Some(c),
            // A mark of the byte order is none of the document's characters.
            '\u{feff}' if at == 0 => None,
            _ if unfit(before, c, after).is_some() => {
                seen.hidden += 1;
                seen.first = seen.first.or(Some((at, c)));
                None
            }
            _ => Some(seen.known(c)),
        };
        match kept {
            Some(kept) => seen.text.push(kept),
            None => seen.gone.push(at),
        }
        before = kept.or(before);
    }
    seen
}

impl Visible {
    /// Where a stretch of the text as it was given stands now.
    pub(super) fn moved(&self, span: Span) -> Span {
        let now = |at: usize| at - self.gone.partition_point(|gone| *gone < at);
        Span(now(span.0), now(span.1))
    }

    /// A character in the form that all others have; it comes next in the text.
    fn known(&mut self, c: char) -> char {
        let Some(ideograph) = radicals::ideograph(c) else { return composed(c) };
        if self.radicals.is_none() {
            self.radicals = Some((self.text.chars().count(), c));
        }
        ideograph
    }

    /// Says what was read as another character, and that something was left outside, each where the first of it stood.
    pub(super) fn say(&self, doubts: &mut Doubts) {
        if let Some((at, radical)) = self.radicals {
            let read: String = self.text.chars().skip(at).take(1).collect();
            let message = format!("部首字形“{radical}”等（PDF 复制所致）已按通用汉字“{read}”等读");
            doubts.add(Severity::Note, Span(at, at + 1), message, read);
        }
        let Some((at, first)) = self.first else { return };
        let span = self.moved(Span(at, at + 1));
        let around = self.text.chars().skip(span.0.saturating_sub(QUOTE)).take(2 * QUOTE);
        let message = format!("略去 {} 处看不见的字符（U+{:04X} 等），其余文字未变", self.hidden, u32::from(first));
        doubts.add(Severity::Note, span, message, around.filter(|c| *c != '\n').collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_stays_outside_and_is_said_once_with_its_place() {
        let given = "\u{feff}自治区\u{200b}林业局\r\n于\u{202e}6月\u{0}底前\u{85}报送\u{f9d8}";
        let seen = visible(given);
        assert_eq!(seen.text, "自治区林业局\n于6月底前\n报送律");
        let mut doubts = Doubts::default();
        seen.say(&mut doubts);
        let said = doubts.in_order();
        assert_eq!((said.len(), said[0].span, said[0].severity), (1, Span(3, 3), Severity::Note));
        assert!(said[0].message.contains("3 处") && said[0].message.contains("U+200B"), "{}", said[0].message);
        assert!(said[0].quote.starts_with("自治区林业局"), "{}", said[0].quote);
        assert_eq!(seen.moved(Span(5, 8)), Span(3, 6), "林业局");
    }

    #[test]
    fn radicals_of_a_copied_pdf_are_read_as_ideographs_and_that_is_said() {
        let seen = visible("1.治⽔。6⽉底前完成。（市⽔利局牵头）");
        assert_eq!(seen.text, "1.治水。6月底前完成。（市水利局牵头）");
        let mut doubts = Doubts::default();
        seen.say(&mut doubts);
        assert_eq!(doubts.in_order()[0].span, Span(3, 4));
    }

    #[test]
    fn a_text_that_is_all_visible_is_left_as_it_is_and_nothing_is_said() {
        let seen = visible("一、重点任务\n\t1.PM2.5，达到90%。");
        assert_eq!(seen.text, "一、重点任务\n\t1.PM2.5，达到90%。");
        let mut doubts = Doubts::default();
        seen.say(&mut doubts);
        assert!(doubts.in_order().is_empty());
    }
}
