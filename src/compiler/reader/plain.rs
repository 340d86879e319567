//! Plain text in the encodings of Chinese offices.
//!
//! UTF-8 first, since bytes that are valid UTF-8 are hardly anything else. Zero bytes mean UTF-16: no other encoding of text has
//! them. What remains is GB18030. Where only a few characters are broken (a file cut in the middle of a character, a bad byte on
//! the way) the rest is read and the place is a problem; where more are, the file is refused, since it would be guessed at.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::document::ReadDocument;
use super::error::ReadError;
use super::limits;
use duban_domain::draft::{Problem, Span};
use duban_domain::plan::Severity;

/// One broken character in so many is read over.
const TOLERATED: usize = 200;
/// What stands for a broken character.
const BROKEN: char = '\u{fffd}';
/// How much of the text around a broken character is quoted.
const QUOTE: usize = 8;

/// Reads a text.
pub(super) fn read(bytes: &[u8]) -> Result<ReadDocument, ReadError> {
    limits::bounded_bytes(bytes)?;
    let mut text = decode(bytes)?;
    if text.bytes().any(|byte| matches!(byte, b'\r' | 0x0b | 0x0c)) {
        text = text.replace("\r\n", "\n").replace(['\r', '\u{0b}', '\u{0c}'], "\n");
    }
    text.truncate(text.trim_end_matches('\u{1a}').len());
    if text.bytes().any(is_control) {
        return Err(ReadError::NotText);
    }
    let problems = broken(&text).into_iter().collect();
    Ok(ReadDocument { problems, ..text.into() })
}

fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return tolerable(encoding, bytes.get(bom..).unwrap_or_default(), bom);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok(text.to_owned());
    }
    if bytes.contains(&0) {
        return wide(bytes);
    }
    tolerable(UTF_8, bytes, 0).or_else(|_| tolerable(GB18030, bytes, 0))
}

/// UTF-16 without a mark of its byte order: the order in which it looks like text.
fn wide(bytes: &[u8]) -> Result<String, ReadError> {
    let texts = [UTF_16LE, UTF_16BE].map(|encoding| tolerable(encoding, bytes, 0).unwrap_or_default());
    let best = texts.into_iter().max_by_key(|text| plausible(text)).unwrap_or_default();
    let length = best.chars().count();
    if length > 0 && plausible(&best) * 10 >= length * 9 { Ok(best) } else { Err(ReadError::NotText) }
}

/// How many characters are usual in a plan.
fn plausible(text: &str) -> usize {
    let usual = |c: &char| {
        matches!(c, ' '..='~' | '\t' | '\n' | '\r' | '\u{2010}'..='\u{203b}' | '\u{2160}'..='\u{217f}'
            | '\u{2460}'..='\u{249b}' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    };
    text.chars().filter(usual).count()
}

/// The text where few characters or none are broken, else the place of the first.
fn tolerable(encoding: &'static Encoding, bytes: &[u8], before: usize) -> Result<String, ReadError> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let broken = if had_errors { text.matches(BROKEN).count() } else { 0 };
    if broken * TOLERATED <= text.chars().count() {
        return Ok(text.into_owned());
    }
    Err(ReadError::Undecodable { at: before + valid_up_to(encoding, bytes) + 1 })
}

fn valid_up_to(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or_default());
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        encoding_rs::DecoderResult::Malformed(length, after) => {
            read.saturating_sub(usize::from(length) + usize::from(after))
        }
        _ => read,
    }
}

/// A character that no text has.
fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\n' | b'\t' | 0x1a | 0x7f)
}

/// What is said of broken characters, once.
fn broken(text: &str) -> Option<Problem> {
    let chars: Vec<char> = if text.contains(BROKEN) { text.chars().collect() } else { return None };
    let at = chars.iter().position(|c| *c == BROKEN)?;
    let count = chars.iter().filter(|c| **c == BROKEN).count();
    let around = chars.get(at.saturating_sub(QUOTE)..chars.len().min(at + QUOTE)).unwrap_or_default();
    Some(Problem {
        severity: Severity::Warning,
        span: Span(at, at + 1),
        message: format!("有 {count} 处字符已损坏，读作“{BROKEN}”，请对照原件"),
        quote: around.iter().filter(|c| **c != '\n').collect(),
        open: None,
    })
}

#[cfg(test)]
mod tests;
