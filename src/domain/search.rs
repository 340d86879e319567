//! How texts are searched: folded, and by the pairs of characters that stand side by side in them. What is searched for is found
//! wherever its folded words stand in a folded line, without a dictionary and whatever the script.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

/// Between the lines of a text; no folded line has it.
const LINE: char = '\n';

/// So many bits hold any character.
const BITS: u32 = 21;

/// A line as it is compared: full and half width, old and new forms of a character, small and capital letters are one (NFKC); white space
/// and control characters are one blank, and none at the ends.
pub fn folded(line: &str) -> String {
    let alike: String = line.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let words = alike.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A text of several lines, each folded; those without a word are left out. What is searched for never reaches from one into the next.
pub fn folded_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let lines = lines.into_iter().map(folded).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(&LINE.to_string())
}

/// Two characters that stand side by side, as one number: those that begin with the same one stand together.
fn gram(first: char, second: char) -> i64 {
    i64::from(u32::from(first)) << BITS | i64::from(u32::from(second))
}

/// The grams of a folded text, each once: every character begins one, the last of a line with the line's end.
pub fn grams(text: &str) -> BTreeSet<i64> {
    let seconds = text.chars().skip(1).chain([LINE]);
    text.chars().zip(seconds).filter(|(first, _)| *first != LINE).map(|(first, second)| gram(first, second)).collect()
}

/// What the grams of a text must be for folded words to stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needed {
    /// One from the first to before the second: a single character is searched for.
    Between(i64, i64),
    /// All of these.
    All(Vec<i64>),
}

impl Needed {
    /// What folded words need; `None` where there are none, which stand everywhere.
    pub fn of(words: &str) -> Option<Self> {
        let characters: Vec<char> = words.chars().collect();
        match characters.as_slice() {
            [] => None,
            [one] => Some(Self::Between(gram(*one, '\0'), i64::from(u32::from(*one) + 1) << BITS)),
            many => {
                let pairs = many.windows(2).filter_map(|pair| Some(gram(*pair.first()?, *pair.last()?)));
                Some(Self::All(pairs.collect::<BTreeSet<_>>().into_iter().collect()))
            }
        }
    }

    /// Whether a text has them, by its grams.
    pub fn are_in(&self, grams: &BTreeSet<i64>) -> bool {
        match self {
            Self::Between(from, to) => grams.range(*from..*to).next().is_some(),
            Self::All(all) => all.iter().all(|gram| grams.contains(gram)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Lcg;

    #[test]
    fn widths_letters_and_blanks_are_no_difference() {
        assert_eq!(folded("ＶＯＣｓ　（二）１\t治理\u{0}"), "vocs (二)1 治理");
        assert_eq!(folded(" \u{3000} "), "");
        assert_eq!(folded_lines(["（二）1 标题", " ", "正文\n第二行"]), "(二)1 标题\n正文 第二行");
    }

    #[test]
    fn words_never_reach_from_one_line_into_the_next() {
        let text = folded_lines(["水泥", "治理"]);
        for (words, is_in) in [("水泥", true), ("治", true), ("理", true), ("泥治", false), ("泥 治", false)] {
            let needed = Needed::of(words).unwrap();
            assert_eq!((needed.are_in(&grams(&text)), text.contains(words)), (is_in, is_in), "{words}");
        }
        assert_eq!(Needed::of(""), None);
    }

    #[test]
    fn whatever_stands_in_a_text_has_its_grams_there() {
        let letters: Vec<char> = "ab1水泥治理 （\u{10ffff}".chars().collect();
        let mut chance = Lcg::new(11);
        let mut some = |most: u64| -> String {
            let length = chance.below(most) + 1;
            (0..length).filter_map(|_| letters.get(chance.below(letters.len() as u64) as usize)).collect()
        };
        let (mut found, mut kept_out) = (0, 0);
        for _ in 0..20_000 {
            let (text, words) = (folded_lines([some(12).as_str(), some(12).as_str()]), folded(&some(3)));
            let Some(needed) = Needed::of(&words) else { continue };
            let may_be = needed.are_in(&grams(&text));
            assert!(may_be || !text.contains(&words), "{words:?} in {text:?}");
            found += usize::from(text.contains(&words));
            kept_out += usize::from(!may_be);
        }
        assert!(found > 1_000 && kept_out > 1_000, "{found} {kept_out}");
    }
}
