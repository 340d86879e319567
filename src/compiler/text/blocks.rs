//! Which characters stand in which part of a text: most words that are looked for stand nowhere near.

use std::ops::Range;

/// So many characters are told of together.
const BLOCK: usize = 16;

/// The characters of each block of a text, by their last bits: one that is not marked does certainly not stand there.
#[derive(Debug, Clone, Default)]
pub(super) struct Blocks(Vec<u128>);

impl Blocks {
    /// Of a whole text.
    pub(super) fn of(chars: &[char]) -> Self {
        Blocks(chars.chunks(BLOCK).map(|block| block.iter().fold(0, |marks, ch| marks | mark(*ch))).collect())
    }

    /// Where a character may first stand in a part of the text: the first block with its like, as far as it lies in the part.
    pub(super) fn next(&self, part: &Range<usize>, wanted: char) -> Option<Range<usize>> {
        if part.is_empty() {
            return None;
        }
        let (first, mark) = (part.start / BLOCK, mark(wanted));
        let blocks = self.0.get(first..part.end.div_ceil(BLOCK))?;
        let block = (first + blocks.iter().position(|marks| marks & mark != 0)?) * BLOCK;
        Some(part.start.max(block)..part.end.min(block + BLOCK))
    }
}

#[inline]
fn mark(ch: char) -> u128 {
    1 << (u32::from(ch) % u128::BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_found_in_its_block_and_in_no_part_without_it() {
        let chars: Vec<char> = (0..100).filter_map(|place| char::from_u32(0x4e00 + place)).collect();
        let blocks = Blocks::of(&chars);
        for (place, ch) in chars.iter().enumerate() {
            let found = blocks.next(&(0..100), *ch).unwrap();
            assert!(found.contains(&place) && found.len() <= BLOCK, "{place}");
            assert_eq!(blocks.next(&(place..100), *ch).map(|found| found.start), Some(place));
            assert!(blocks.next(&(place + BLOCK..100), *ch).is_none_or(|found| found.start > place));
        }
        assert_eq!(blocks.next(&(0..100), '乸'), None);
        assert!(chars.iter().all(|ch| blocks.next(&(50..50), *ch).is_none()));
    }
}
