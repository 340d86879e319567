//! Hostile workbooks of Excel 97.

use super::Kind;
use super::Make::{self, Bytes};

const fn kind(name: &'static str, make: Make) -> Kind {
    Kind { name, make }
}

pub(super) const KINDS: &[Kind] = &[
    kind("cells.xls", Bytes(|n| xls(&cells_of_xls(n)))),
    kind("records.xls", Bytes(|n| xls(&record(0x1234, &[]).repeat(n.min(4 * LARGEST))))),
    kind(
        "far-cells.xls",
        Bytes(|n| xls(&(0..n.min(LARGEST)).flat_map(|i| number_cell((i % 65_536) as u16, 255)).collect::<Vec<u8>>())),
    ),
    kind(
        "sheets.xls",
        Bytes(|n| {
            let sheets = n.min(4_000);
            let size = BEGIN.len() + sheets * 13 + END.len();
            let heads: Vec<u8> = (0..sheets).flat_map(|_| sheet(size as u32)).collect();
            container(&[&BEGIN[..], &heads, &END, &BEGIN, &cells_of_xls(n), &END].concat())
        }),
    ),
    kind(
        "strings.xls",
        Bytes(|n| {
            let text: Vec<u8> = "甲".repeat(4000).encode_utf16().flat_map(u16::to_le_bytes).collect();
            let shared =
                record(0xfc, &[&[0u8; 4][..], &1u32.to_le_bytes(), &4000u16.to_le_bytes(), &[1], &text].concat());
            let cell = |row: usize| {
                record(0xfd, &[&((row % 65_536) as u16).to_le_bytes()[..], &[0, 0, 0, 0], &0u32.to_le_bytes()].concat())
            };
            let start = (BEGIN.len() + 13 + shared.len() + END.len()) as u32;
            let cells: Vec<u8> = (0..n.min(LARGEST)).flat_map(cell).collect();
            container(&[&BEGIN[..], &sheet(start), &shared, &END, &BEGIN, &cells, &END].concat())
        }),
    ),
    kind(
        "loops.xls",
        Bytes(|n| {
            let mut bytes = xls(&cells_of_xls(n.max(40)));
            let table = 512 + 4 * 5; // the sectors of the stream lead back to its first
            bytes[table..table + 4].copy_from_slice(&2u32.to_le_bytes());
            bytes
        }),
    ),
    kind(
        "truncated.xls",
        Bytes(|n| {
            let whole = xls(&cells_of_xls(n));
            whole[..whole.len() / 2].to_vec()
        }),
    ),
];

/// The most cells that a file of the largest size holds.
const LARGEST: usize = 2_500_000;

const BEGIN: [u8; 8] = [9, 8, 4, 0, 0, 6, 5, 0];
const END: [u8; 4] = [10, 0, 0, 0];

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn sheet(start: u32) -> Vec<u8> {
    record(0x85, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat())
}

fn number_cell(row: u16, column: u16) -> Vec<u8> {
    record(0x203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], &95f64.to_le_bytes()].concat())
}

fn cells_of_xls(count: usize) -> Vec<u8> {
    (0..count.min(LARGEST)).flat_map(|i| number_cell((i / 8 % 65_536) as u16, (i % 8) as u16)).collect()
}

/// A workbook with one sheet of these records.
fn xls(cells: &[u8]) -> Vec<u8> {
    let start = (BEGIN.len() + sheet(0).len() + END.len()) as u32;
    container(&[&BEGIN[..], &sheet(start), &END, &BEGIN, cells, &END].concat())
}

/// A container of Office 97 with one stream, in sectors of 512 bytes; its tables stand before it.
fn container(stream: &[u8]) -> Vec<u8> {
    const FREE: u32 = u32::MAX;
    const LAST: u32 = 0xffff_fffe;
    let sectors = stream.len().div_ceil(512) as u32;
    let tables = (sectors + 1).div_ceil(127).min(109); // sectors of the table, the directory's and the stream's included
    let first = tables + 1;
    let mut head = vec![0u8; 512];
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    put(30, &9u16.to_le_bytes());
    put(44, &tables.to_le_bytes());
    put(48, &tables.to_le_bytes());
    put(60, &FREE.to_le_bytes());
    put(68, &FREE.to_le_bytes());
    put(76, &[0xff; 436]);
    for i in 0..tables {
        put(76 + 4 * i as usize, &i.to_le_bytes());
    }
    let mut table: Vec<u32> = (0..tables).map(|_| 0xffff_fffd).chain([LAST]).collect();
    table.extend((0..sectors).map(|i| if i + 1 == sectors { LAST } else { first + i + 1 }));
    table.resize(128 * tables as usize, FREE);
    let entry = |name: &str, start: u32, length: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(128, 0);
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&(length as u32).to_le_bytes());
        entry
    };
    let mut bytes = head;
    bytes.extend(table.into_iter().flat_map(u32::to_le_bytes));
    bytes.extend([entry("Root Entry", 0, 0), entry("Workbook", first, stream.len()), vec![0; 256]].concat());
    bytes.extend_from_slice(stream);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}
