//! The container of Office 97–2003 and of encrypted files: streams by name, in sectors that are chained.

use super::error::ReadError;
use crate::widths::place;

/// The first bytes of the container.
pub(super) const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The length of the head.
const HEAD: usize = 512;
/// The length of an entry of the directory.
const ENTRY: usize = 128;
/// Sector numbers from here on are marks: end of chain, free, table.
const LAST_SECTOR: u32 = 0xffff_fffa;
/// The length of a sector of the short streams.
const SHORT: usize = 64;

const DOC: (&str, &str) = ("旧版 Word 文件（.doc）", "用 Word 或 WPS 打开后另存为 docx");
const WPS: (&str, &str) = (" WPS 文字文件（.wps）", "用 WPS 打开后另存为 docx");
const ET: (&str, &str) = (" WPS 表格文件（.et）", "用 WPS 打开后另存为 xlsx");
const PRESENTATION: (&str, &str) = ("演示文稿", "把计划文字另存为 docx 或 txt");
const OTHER: (&str, &str) = ("不认识的 Office 文件", "用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx");

/// Whether the container is a workbook; anything else is a refusal that names it.
pub(super) fn workbook(name: &str, bytes: &[u8]) -> Result<(), ReadError> {
    let container = Container::open(bytes)?;
    let name = name.to_lowercase();
    if container.has("EncryptedPackage") {
        return Err(ReadError::Password);
    }
    let (what, advice) = match () {
        () if container.has("Workbook") => return Ok(()),
        () if container.has("Book") => (" Excel 95 或更早的文件", "用 Excel 或 WPS 打开后另存为 xlsx"),
        () if name.ends_with(".wps") => WPS,
        () if name.ends_with(".et") => ET,
        () if container.has("WordDocument") => DOC,
        () if container.has("PowerPoint Document") => PRESENTATION,
        () => OTHER,
    };
    Err(ReadError::Unsupported { what, advice })
}

/// An entry of the directory.
struct Stream {
    name: String,
    start: u32,
    length: usize,
}

/// A container that was opened.
pub(super) struct Container<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
    streams: Vec<Stream>,
    short_below: usize,
    short_table: Vec<u32>,
}

impl<'b> Container<'b> {
    /// Reads head, sector table and directory.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(ReadError::Damaged("OLE 结构有误")),
        };
        let short_below = place(long_at(bytes, 56)?);
        let mut container =
            Container { bytes, sector, table: Vec::new(), streams: Vec::new(), short_below, short_table: Vec::new() };
        container.table = container.sector_table()?;
        let directory = container.chain(long_at(bytes, 48)?, usize::MAX)?;
        container.streams = directory.chunks_exact(ENTRY).filter_map(stream).collect();
        container.short_table = longs(&container.chain(long_at(bytes, 60)?, usize::MAX)?);
        Ok(container)
    }

    /// Whether there is such a stream.
    pub(super) fn has(&self, name: &str) -> bool {
        self.streams.iter().any(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let missing = ReadError::Damaged("缺少工作簿");
        let stream = self.streams.iter().find(|s| s.name.eq_ignore_ascii_case(name)).ok_or(missing)?;
        if stream.length >= self.short_below {
            return self.chain(stream.start, stream.length);
        }
        let root = self.streams.first().ok_or(ReadError::Damaged("OLE 结构有误"))?;
        let shorts = self.chain(root.start, root.length)?;
        let piece = |id: u32| {
            let start = place(id).checked_mul(SHORT)?;
            shorts.get(start..start.checked_add(SHORT)?)
        };
        follow(stream.start, stream.length, &self.short_table, piece)
    }

    fn sector(&self, id: u32) -> Option<&'b [u8]> {
        let start = place(id).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|bytes| !bytes.is_empty())
    }

    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, ReadError> {
        follow(start, length, &self.table, |id| self.sector(id))
    }

    /// The table that chains sectors: its own sectors are listed in the head, and beyond that in a chain.
    fn sector_table(&self) -> Result<Vec<u32>, ReadError> {
        let mut listed = longs(self.bytes.get(76..HEAD).unwrap_or_default());
        let mut next = long_at(self.bytes, 68)?;
        let most = self.bytes.len() / self.sector + 1;
        for _ in 0..most {
            let Some(sector) = self.sector(next).filter(|_| next < LAST_SECTOR) else { break };
            let mut more = longs(sector);
            next = more.pop().unwrap_or(u32::MAX);
            listed.extend(more);
        }
        listed.retain(|id| *id < LAST_SECTOR);
        listed.truncate(most);
        Ok(listed.into_iter().filter_map(|id| self.sector(id)).flat_map(longs).collect())
    }
}

/// The bytes of a chain, up to `length`. A chain that comes back to itself ends with its table.
fn follow<'p>(
    start: u32,
    length: usize,
    table: &[u32],
    piece: impl Fn(u32) -> Option<&'p [u8]>,
) -> Result<Vec<u8>, ReadError> {
    let (mut id, mut steps) = (start, 0);
    let mut bytes = Vec::new();
    while id < LAST_SECTOR && bytes.len() < length {
        steps += 1;
        if steps > table.len() {
            return Err(ReadError::Damaged("OLE 结构有误"));
        }
        bytes.extend_from_slice(piece(id).ok_or(ReadError::Damaged("文件被截断"))?);
        id = table.get(place(id)).copied().unwrap_or(u32::MAX);
    }
    bytes.truncate(length);
    Ok(bytes)
}

fn stream(entry: &[u8]) -> Option<Stream> {
    let units = entry.get(..64)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0));
    let name = char::decode_utf16(units.take_while(|unit| *unit != 0)).map(|c| c.unwrap_or('?')).collect();
    Some(Stream { name, start: long_at(entry, 116).ok()?, length: place(long_at(entry, 120).ok()?) })
}

/// Two bytes, little end first.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

/// Four bytes, little end first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn long_at(bytes: &[u8], at: usize) -> Result<u32, ReadError> {
    u32_at(bytes, at).ok_or(ReadError::Damaged("文件被截断"))
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect()
}
