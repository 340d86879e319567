//! What a form was drawn with, in marks: by them a page that comes back tells what was typed from what it was drawn with.

use std::hash::Hasher;

/// A text as a mark of a few letters: by it a page tells what was typed from what it was drawn with.
pub fn mark(text: &str) -> String {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    // Browsers send line ends as CR LF.
    text.trim().split("\r\n").for_each(|line| {
        hasher.write(line.as_bytes());
        hasher.write(b"\n");
    });
    format!("{:012x}", hasher.finish() >> 16)
}

/// The fields of a page with the marks of what they were drawn with, from one text.
pub fn drawn(seen: &str) -> impl Iterator<Item = (&str, &str)> {
    seen.split(' ').filter_map(|pair| pair.split_once('='))
}

/// The hash of Fowler, Noll and Vo: the same on every machine and in every version.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}
