use crate::reader::testing::*;
use crate::reader::{ReadError, read_document};

/// A container with a root and one stream of this name and these bytes, in sectors of 512.
fn container(name: &str, stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len().div_ceil(512);
    let mut head = vec![0u8; 512];
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    put(30, &9u16.to_le_bytes());
    put(48, &1u32.to_le_bytes());
    put(60, &u32::MAX.to_le_bytes());
    put(68, &u32::MAX.to_le_bytes());
    put(76, &[0xff; 436]);
    put(76, &0u32.to_le_bytes());
    let mut table = vec![0xffff_fffd, 0xffff_fffe];
    table.extend((0..sectors).map(|i| if i + 1 == sectors { 0xffff_fffe } else { i as u32 + 3 }));
    table.resize(128, u32::MAX);
    let entry = |name: &str, start: u32, length: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(128, 0);
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&(length as u32).to_le_bytes());
        entry
    };
    let mut bytes = head;
    bytes.extend(table.into_iter().flat_map(u32::to_le_bytes));
    bytes.extend([entry("Root Entry", 0, 0), entry(name, 2, stream.len()), vec![0; 256]].concat());
    bytes.extend_from_slice(stream);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn units(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

const BEGIN: [u8; 8] = [9, 8, 4, 0, 0, 6, 5, 0];
const END: [u8; 4] = [10, 0, 0, 0];

/// A workbook with one sheet of these records.
fn xls(shared: &[u8], cells: &[u8]) -> Vec<u8> {
    let sheet = |start: u32| record(0x85, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat());
    let start = (BEGIN.len() + sheet(0).len() + shared.len() + END.len()) as u32;
    container("Workbook", &[&BEGIN[..], &sheet(start), shared, &END, &BEGIN, cells, &END].concat())
}

#[test]
fn old_and_locked_files_are_named_with_what_to_do() {
    for (stream, name, said) in [
        ("WordDocument", "计划.docx", "是旧版 Word 文件（.doc），请用 Word 或 WPS 打开后另存为 docx"),
        ("WordDocument", "计划.WPS", "是 WPS 文字文件（.wps），请用 WPS 打开后另存为 docx"),
        ("EncryptedPackage", "计划.docx", "文件有密码保护，请打开后去掉密码、另存为 docx 或 xlsx"),
        ("PowerPoint Document", "计划.ppt", "是演示文稿，请把计划文字另存为 docx 或 txt"),
        ("Book", "计划.xls", "是 Excel 95 或更早的文件，请用 Excel 或 WPS 打开后另存为 xlsx"),
        ("Other", "计划", "是不认识的 Office 文件，请用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx"),
    ] {
        assert_eq!(refusal(name, &container(stream, b"x")), said);
    }
    let locked = container("Workbook", &[&BEGIN[..], &record(0x2f, &[1, 0])].concat());
    assert_eq!(read_document("x.xls", &locked), Err(ReadError::Password));
}

#[test]
fn strings_go_on_in_the_next_record_in_another_width() {
    let first = [&units(&[2, 0, 2, 0, 4])[..], &[0], b"ab"].concat();
    let shared = [
        record(0xfc, &first),
        record(0x3c, &[&[1][..], &units(&['甲' as u16, '局' as u16]), &units(&[1]), &[0], b"c"].concat()),
    ]
    .concat();
    let cells = [
        record(0xfd, &units(&[0, 0, 0, 0, 0])),
        record(0xfd, &units(&[0, 2, 0, 1, 0])),
        record(0x27e, &[&units(&[1, 0, 0])[..], &(28 << 2 | 2u32).to_le_bytes()].concat()),
        record(0xbd, &[&units(&[1, 1])[..], &units(&[0]), &(2820 << 2 | 3u32).to_le_bytes(), &units(&[1])].concat()),
    ]
    .concat();
    assert_eq!(text("x.xls", &xls(&shared, &cells)), "ab甲局\t\tc\n28\t28.2\t\n");
}

#[test]
fn a_chain_that_comes_back_to_itself_and_a_sheet_that_repeats_itself_end() {
    let mut loops = container("Workbook", &[0; 2000]);
    loops[512 + 8..512 + 12].copy_from_slice(&2u32.to_le_bytes());
    assert!(read_document("x.xls", &loops).is_err());
    let far = [(0u16, 0u16), (60_000, 60_000)]
        .map(|(row, column)| record(0x203, &[&units(&[row, column, 0])[..], &[0; 8]].concat()));
    assert_eq!(text("x.xls", &xls(&[], &far.concat())).matches('0').count(), 2);
    let many: Vec<u8> =
        (0..20).flat_map(|n| record(0x203, &[&units(&[n, n * 3000, 0])[..], &[0; 8]].concat())).collect();
    assert_eq!(read_document("x.xls", &xls(&[], &many)), Err(ReadError::TooManyCells));
}

#[test]
fn hidden_rows_are_not_read_but_said() {
    let row = |at: u16, look: u16| record(0x208, &units(&[at, 0, 1, 255, 0, 0, look, 15]));
    let number =
        |at: u16, value: u32| record(0x27e, &[&units(&[at, 0, 0])[..], &(value << 2 | 2).to_le_bytes()].concat());
    let cells = [row(0, 0x100), row(1, 0x120), number(0, 7), number(1, 8)].concat();
    let read = read_document("x.xls", &xls(&[], &cells)).unwrap();
    assert_eq!(read.text, "7\n");
    assert_eq!(read.problems[0].message, "这张表有 1 行是隐藏的，没有读，第一行是“8”");
}

#[test]
fn struck_text_hidden_columns_and_sheets_and_errors_are_said() {
    let font = |marks: u16| record(0x31, &units(&[200, marks, 0, 400]));
    let look = |font: u16| record(0xe0, &units(&[font, 0, 0]));
    let fonts = [font(0), font(0), font(0), font(0), font(8)].concat(); // their numbers are 0 to 3 and 5
    let rich = [&units(&[2])[..], &[8], &units(&[1]), b"ab", &units(&[1, 5])].concat();
    let strings = record(0xfc, &[&units(&[1, 0, 1, 0])[..], &rich].concat());
    let hidden = record(0x85, &[&0u32.to_le_bytes()[..], &[1, 0, 1, 0, b'h']].concat());
    let shared = [fonts, look(0), look(5), strings, hidden].concat();
    let number = |row: u16, column: u16, look: u16, value: u32| {
        record(0x27e, &[&units(&[row, column, look])[..], &(value << 2 | 2).to_le_bytes()].concat())
    };
    let cells = [
        record(0x7d, &units(&[2, 2, 0, 0, 1, 0])),
        record(0xfd, &units(&[0, 0, 0, 0, 0])),
        number(0, 1, 0, 7),
        number(0, 2, 0, 9),
        number(1, 0, 0, 5),
        number(1, 1, 1, 6),
        record(0x205, &[&units(&[2, 0, 0])[..], &[0x17, 1]].concat()),
    ]
    .concat();
    let read = read_document("x.xls", &xls(&shared, &cells)).unwrap();
    assert_eq!(read.text, "a\t7\n5\t\n#REF!\t\n");
    let said: Vec<&str> = read.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "这张表有 1 列是隐藏的，没有读，第一列是“9”",
            "带删除线的文字没有读：“b”",
            "带删除线的文字没有读：“6”",
            "这里的公式结果是错误值“#REF!”，请核对原表",
            "有 1 张隐藏的工作表没有读：h"
        ]
    );
}
