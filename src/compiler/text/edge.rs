//! The first look at whether a word stands somewhere: nearly always its first or last character is another.

/// The character at an edge of a passage, to be compared with those of many words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    bytes: [u8; 4],
    length: usize,
}

impl Edge {
    /// A character as words have it.
    #[inline]
    pub(super) fn of(ch: char) -> Self {
        let mut bytes = [0; 4];
        let length = ch.encode_utf8(&mut bytes).len();
        Self { bytes, length }
    }

    /// Whether a word begins with it.
    #[inline]
    pub(super) fn begins(&self, word: &str) -> bool {
        match (self.length, self.bytes) {
            (3, [a, b, c, _]) => word.as_bytes().first_chunk() == Some(&[a, b, c]),
            (1, [a, ..]) => word.as_bytes().first() == Some(&a),
            (length, bytes) => bytes.get(..length).is_some_and(|bytes| word.as_bytes().starts_with(bytes)),
        }
    }

    /// Whether a word ends with it.
    pub(super) fn ends(&self, word: &str) -> bool {
        match (self.length, self.bytes) {
            (3, [a, b, c, _]) => word.as_bytes().last_chunk() == Some(&[a, b, c]),
            (1, [a, ..]) => word.as_bytes().last() == Some(&a),
            (length, bytes) => bytes.get(..length).is_some_and(|bytes| word.as_bytes().ends_with(bytes)),
        }
    }
}

/// Where a character first stands. It is looked for in blocks, which the machine compares at once.
pub(super) fn place_of(chars: &[char], wanted: char) -> Option<usize> {
    const BLOCK: usize = 8;
    let (blocks, rest) = chars.as_chunks::<BLOCK>();
    let has = |block: &[char; BLOCK]| block.iter().fold(false, |found, ch| found | (*ch == wanted));
    let at = blocks.iter().position(has).unwrap_or(blocks.len()) * BLOCK;
    let behind = chars.get(at..).unwrap_or(rest);
    behind.iter().position(|ch| *ch == wanted).map(|place| at + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_characters_of_every_length() {
        for (ch, word, ends) in
            [('市', "市甲局", "设区市"), ('P', "PM2.5", "MWP"), ('µ', "µg", "gµ"), ('𠀀', "𠀀甲", "甲𠀀")]
        {
            let edge = Edge::of(ch);
            assert!(edge.begins(word) && edge.ends(ends), "{ch}");
            assert!(!edge.begins("甲") && !edge.ends("甲") && !edge.begins("") && !edge.ends(""), "{ch}");
        }
    }

    #[test]
    fn a_character_is_found_in_every_block_and_behind_the_last() {
        let chars: Vec<char> = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸".chars().collect();
        for (place, ch) in chars.iter().enumerate() {
            assert_eq!(place_of(&chars, *ch), Some(place));
        }
        assert_eq!(place_of(&chars, '子'), None);
    }
}
