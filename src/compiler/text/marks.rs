//! A first look at whether a character is one of many: nearly always it is not.

use crate::widths;

/// Some characters, by their last bits: one that is not marked is certainly none of them. They may be a constant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks([u64; 8]);

/// So many of the last bits of a character tell its mark.
const BITS: u32 = 512;

impl Marks {
    /// Of no character.
    pub(crate) const fn none() -> Self {
        Self([0; 8])
    }

    /// Whether a character may be one of them.
    #[inline]
    pub(crate) fn may_be(&self, ch: char) -> bool {
        let bit = u32::from(ch) % BITS;
        let marks = self.0.get(widths::place(bit / u64::BITS)).copied().unwrap_or_default();
        marks >> (bit % u64::BITS) & 1 == 1
    }

    /// With the character that a word begins with.
    pub(crate) const fn and_first_of(self, word: &str) -> Self {
        self.and(first(word.as_bytes()))
    }

    /// With the character that a word ends with.
    pub(crate) const fn and_last_of(self, word: &str) -> Self {
        self.and(last(word.as_bytes()))
    }

    const fn and(mut self, ch: u32) -> Self {
        let bit = ch % BITS;
        let (mut at, mut rest): (u32, &mut [u64]) = (0, &mut self.0);
        while let Some((marks, others)) = rest.split_first_mut() {
            if at == bit / u64::BITS {
                *marks |= 1 << (bit % u64::BITS);
            }
            (at, rest) = (at + 1, others);
        }
        self
    }
}

/// The number of the character that a word begins with.
#[expect(clippy::as_conversions, reason = "a constant can be made with nothing else")]
const fn first(word: &[u8]) -> u32 {
    match *word {
        [a, b, c, d, ..] if a >= 0xf0 => part(a, 3, 7) | part(b, 2, 63) | part(c, 1, 63) | part(d, 0, 63),
        [a, b, c, ..] if a >= 0xe0 => part(a, 2, 15) | part(b, 1, 63) | part(c, 0, 63),
        [a, b, ..] if a >= 0xc0 => part(a, 1, 31) | part(b, 0, 63),
        [a, ..] => a as u32,
        [] => 0,
    }
}

/// The number of the character that a word ends with.
const fn last(word: &[u8]) -> u32 {
    match *word {
        [.., a, b, c, d] if a >= 0xf0 => first(&[a, b, c, d]),
        [.., a, b, c] if a >= 0xe0 => first(&[a, b, c]),
        [.., a, b] if a >= 0xc0 => first(&[a, b]),
        [.., a] => first(&[a]),
        [] => 0,
    }
}

/// What a byte adds to the number, with so many behind it.
#[expect(clippy::as_conversions, reason = "a constant can be made with nothing else")]
const fn part(byte: u8, behind: u32, bits: u8) -> u32 {
    ((byte & bits) as u32) << (6 * behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_length_are_marked_by_what_they_begin_and_end_with() {
        for word in ["设区市", "PM", "µ度", "𠀀甲𠀀", "A", "局²"] {
            let (begins, ends) = (word.chars().next().unwrap(), word.chars().last().unwrap());
            assert_eq!((first(word.as_bytes()), last(word.as_bytes())), (begins.into(), ends.into()), "{word}");
            assert!(Marks::none().and_first_of(word).may_be(begins) && Marks::none().and_last_of(word).may_be(ends));
            assert!(!Marks::none().and_first_of(word).may_be('乙') && !Marks::none().may_be(begins), "{word}");
        }
    }
}
