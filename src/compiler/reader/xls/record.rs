//! Records, and the strings in them.

use crate::reader::ole::u16_at;
use crate::reader::rich::Rich;

/// The kinds of records that are read.
pub(super) mod kind {
    /// A book or sheet begins.
    pub(in super::super) const BEGIN: u16 = 0x0809;
    /// It ends.
    pub(in super::super) const END: u16 = 0x000a;
    /// What follows is encrypted.
    pub(in super::super) const PASSWORD: u16 = 0x002f;
    /// Goes on with the record before.
    pub(in super::super) const CONTINUE: u16 = 0x003c;
    /// Name and place of a sheet.
    pub(in super::super) const SHEET: u16 = 0x0085;
    /// From which year days count.
    pub(in super::super) const DATE_MODE: u16 = 0x0022;
    /// The look of cells, with its format.
    pub(in super::super) const LOOK: u16 = 0x00e0;
    /// The code of a format.
    pub(in super::super) const FORMAT: u16 = 0x041e;
    /// The shared strings.
    pub(in super::super) const STRINGS: u16 = 0x00fc;
    /// A cell with a number.
    pub(in super::super) const NUMBER: u16 = 0x0203;
    /// A cell with a number in four bytes.
    pub(in super::super) const SHORT: u16 = 0x027e;
    /// Several of them.
    pub(in super::super) const SHORTS: u16 = 0x00bd;
    /// A cell with a shared string.
    pub(in super::super) const SHARED: u16 = 0x00fd;
    /// A cell with a string of its own.
    pub(in super::super) const OWN: u16 = 0x0204;
    /// A cell with a string of its own in several fonts.
    pub(in super::super) const RICH: u16 = 0x00d6;
    /// A cell that is reckoned.
    pub(in super::super) const FORMULA: u16 = 0x0006;
    /// What it came to, where that is a string.
    pub(in super::super) const RESULT: u16 = 0x0207;
    /// A cell that is true or false, or an error.
    pub(in super::super) const TRUTH: u16 = 0x0205;
    /// What some columns look like.
    pub(in super::super) const COLUMNS: u16 = 0x007d;
    /// A font.
    pub(in super::super) const FONT: u16 = 0x0031;
    /// What a row looks like.
    pub(in super::super) const ROW: u16 = 0x0208;
    /// Merged cells.
    pub(in super::super) const MERGED: u16 = 0x00e5;
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'s> {
    /// What it is.
    pub(super) kind: u16,
    /// What stands in it.
    pub(super) data: &'s [u8],
}

/// Records one after the other; the last may be cut off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Records<'s> {
    left: &'s [u8],
}

impl<'s> Records<'s> {
    /// The records in these bytes.
    pub(super) fn of(bytes: &'s [u8]) -> Self {
        Records { left: bytes }
    }

    /// The next one, where it is of this kind.
    pub(super) fn next_of(&mut self, kind: u16) -> Option<Record<'s>> {
        if u16_at(self.left, 0)? == kind { self.next() } else { None }
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (kind, length) = (u16_at(self.left, 0)?, usize::from(u16_at(self.left, 2)?));
        let rest = self.left.get(4..)?;
        let (data, left) = rest.split_at(length.min(rest.len()));
        self.left = left;
        Some(Record { kind, data })
    }
}

/// Bytes in pieces that are read as one.
#[derive(Debug)]
pub(super) struct Pieces<'s> {
    pieces: Vec<&'s [u8]>,
    piece: usize,
    at: usize,
}

impl<'s> Pieces<'s> {
    /// One piece.
    pub(super) fn of(bytes: &'s [u8]) -> Self {
        Pieces::over(vec![bytes])
    }

    /// Several pieces.
    pub(super) fn over(pieces: Vec<&'s [u8]>) -> Self {
        Pieces { pieces, piece: 0, at: 0 }
    }

    /// Whether the piece is at its end and another follows.
    fn turns(&mut self) -> bool {
        let ended = self.pieces.get(self.piece).is_some_and(|piece| self.at >= piece.len());
        if ended && self.piece + 1 < self.pieces.len() {
            (self.piece, self.at) = (self.piece + 1, 0);
            return true;
        }
        false
    }

    fn byte(&mut self) -> Option<u8> {
        while self.turns() {}
        let byte = *self.pieces.get(self.piece)?.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn unit(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            while self.turns() {}
            let left = self.pieces.get(self.piece)?.len() - self.at;
            if left == 0 {
                return None;
            }
            let step = left.min(count);
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// A string with its length in two bytes before it.
    pub(super) fn counted_text(&mut self) -> Option<String> {
        let length = self.unit()?;
        self.text(usize::from(length))
    }

    /// A string of so many characters, with the mark of their width before it.
    pub(super) fn text(&mut self, length: usize) -> Option<String> {
        let wide = self.byte()? & 1 == 1;
        Some(String::from_utf16_lossy(&self.characters(length, wide)))
    }

    /// A string with its length, fonts and reading aids; `struck` tells fonts that are struck through.
    pub(super) fn rich_text(&mut self, struck: impl Fn(u16) -> bool) -> Option<Rich> {
        let (length, marks) = (usize::from(self.unit()?), self.byte()?);
        let fonts = if marks & 8 == 8 { self.unit()? } else { 0 };
        let aids = if marks & 4 == 4 { usize::from(self.unit()?) | usize::from(self.unit()?) << 16 } else { 0 };
        let units = self.characters(length, marks & 1 == 1);
        let runs = (0..fonts).map_while(|_| Some((usize::from(self.unit()?), self.unit()?)));
        let text = rich(&units, runs, struck);
        // What is cut off behind the characters costs the next string, not this one.
        self.skip(aids);
        Some(text)
    }

    /// Characters; where a piece ends within them the next one says their width anew.
    fn characters(&mut self, length: usize, mut wide: bool) -> Vec<u16> {
        let mut units = Vec::new();
        for _ in 0..length {
            if self.turns() {
                wide = self.byte().is_some_and(|mark| mark & 1 == 1);
            }
            let Some(unit) = (if wide { self.unit() } else { self.byte().map(u16::from) }) else { break };
            units.push(unit);
        }
        units
    }
}

/// Characters in runs, of each of which is told where it begins and in which font.
fn rich(units: &[u16], runs: impl Iterator<Item = (usize, u16)>, struck: impl Fn(u16) -> bool) -> Rich {
    let (mut text, mut from) = (Rich::default(), 0);
    for (at, font) in runs {
        let at = at.clamp(from, units.len());
        text.push(&String::from_utf16_lossy(units.get(from..at).unwrap_or_default()));
        text.open();
        text.strike(struck(font));
        from = at;
    }
    text.push(&String::from_utf16_lossy(units.get(from..).unwrap_or_default()));
    text
}
