//! Characters as they are written: many at once, since each alone would ask for room.

/// So many characters are written at once.
pub(super) const TOGETHER: usize = 32;

/// Some characters as they are written, in the room for them.
pub(super) fn written<'b>(chars: &[char], room: &'b mut [u8; 4 * TOGETHER]) -> &'b str {
    let mut length = 0;
    for ch in chars {
        length += room.get_mut(length..).map_or(0, |room| ch.encode_utf8(room).len());
    }
    room.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}
