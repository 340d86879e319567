use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use crate::reader::testing::*;
use crate::reader::{ReadError, read_document};

const OPEN: &str = "<w:document xmlns:w='http://made.up/w'><w:body>";

fn document(xml: &str) -> Vec<u8> {
    package(&[("word/document.xml", xml)])
}

#[test]
fn a_bomb_is_refused_by_what_it_inflates_to() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    (0..80).for_each(|_| zip.write_all(&vec![b' '; 1 << 20]).unwrap());
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 200_000);
    assert_eq!(read_document("x.docx", &bytes), Err(ReadError::TooLong));
}

#[test]
fn a_text_of_a_hundred_thousand_pages_is_refused() {
    let pages = "第一页。加强管理，抓好落实，按期完成各项任务，及时报送进展情况。\n".repeat(100_000);
    assert_eq!(read_document("x.txt", pages.as_bytes()), Err(ReadError::TooLong));
    let paragraph = "<w:p><w:r><w:t>加强管理，抓好落实，按期完成各项任务，及时报送进展情况。</w:t></w:r></w:p>";
    let long = document(&format!("{OPEN}{}</w:body></w:document>", paragraph.repeat(120_000)));
    assert_eq!(read_document("x.docx", &long), Err(ReadError::TooLong));
}

#[test]
fn a_number_that_repeats_a_long_text_is_counted() {
    let shown = "甲".repeat(150);
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='{shown}'/></w:lvl></w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
    );
    let item = paragraph("<w:numPr><w:numId w:val='1'/></w:numPr>", "文");
    let bytes = docx(&item.repeat(30_000), "", &numbering);
    assert_eq!(read_document("x.docx", &bytes), Err(ReadError::TooLong));
}

#[test]
fn xml_that_goes_too_deep_or_defines_entities_is_refused() {
    let deep = document(&format!("{OPEN}{}", "<w:sdt>".repeat(100_000)));
    assert!(refusal("x.docx", &deep).contains("XML 嵌套过深"));
    let laughs = document("<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><w:document>&b;</w:document>");
    assert!(refusal("x.docx", &laughs).contains("XML 含实体定义"));
    let unknown = document(&format!("{OPEN}<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"));
    assert!(refusal("x.docx", &unknown).contains("XML 含未知实体"));
    assert!(refusal("x.docx", &document(OPEN)).contains("XML 不完整"));
}

#[test]
fn a_zip_file_of_something_else_is_named() {
    for (part, said) in [
        ("readme.txt", "是压缩包"),
        ("../../etc/passwd", "是压缩包"),
        ("ppt/presentation.xml", "是演示文稿"),
        ("xl/workbook.bin", ".xlsb"),
        ("OFD.xml", "OFD"),
        ("mimetype", "OpenDocument"),
    ] {
        let line = refusal("x.docx", &package(&[(part, "x")]));
        assert!(line.contains(said), "{line}");
    }
    let bare = package(&[("[Content_Types].xml", "<a/>"), ("word/styles.xml", "<a/>")]);
    assert!(refusal("x.docx", &bare).contains("缺少正文 word/document.xml"));
    assert!(refusal("x.docx", &package(&[])).contains("压缩包"));
}

#[test]
fn a_part_beside_the_document_with_a_path_upwards_is_never_looked_at() {
    let body = format!("{OPEN}<w:p><w:r><w:t>文</w:t></w:r></w:p></w:body></w:document>");
    let bytes = package(&[("../../../tmp/evil", "x"), ("/etc/passwd", "x"), ("word/document.xml", &body)]);
    assert_eq!(text("x.docx", &bytes), "文\n");
}

#[test]
fn a_zip_file_with_too_many_entries_is_refused_before_it_is_opened() {
    let names: Vec<String> = (0..6_000).map(|n| format!("part{n}")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert!(refusal("x.docx", &package(&parts)).contains("压缩条目过多"));
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let body = format!("{OPEN}<w:p><w:r><w:t>文</w:t></w:r></w:p></w:body></w:document>");
    let mut bytes = package(&[("word/document.xml", &body), ("word/styles.xml", &body)]);
    let directory: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
    // The second entry of the directory points to the bytes of the first.
    bytes[directory[1] + 42..directory[1] + 46].copy_from_slice(&[0; 4]);
    assert!(refusal("x.docx", &bytes).contains("压缩条目互相重叠"));
}

#[test]
fn a_password_is_named() {
    let mut bytes = package(&[("word/document.xml", "<a/>")]);
    let entry = (0..bytes.len()).find(|at| bytes[*at..].starts_with(b"PK\x01\x02")).unwrap();
    (bytes[6], bytes[entry + 8]) = (1, 1);
    assert_eq!(read_document("x.docx", &bytes), Err(ReadError::Password));
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let whole = document(&format!("{OPEN}{}</w:body></w:document>", paragraph("", "控煤。").repeat(50)));
    for length in 4..whole.len() {
        assert!(read_document("x.docx", &whole[..length]).is_err(), "{length}");
    }
}

/// A list of relationships: type and target of each.
fn relations(all: &[(&str, &str)]) -> String {
    let one = |(at, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id='r{at}' Type='http://made.up/relationships/{kind}' Target='{target}'/>")
    };
    format!("<Relationships>{}</Relationships>", all.iter().enumerate().map(one).collect::<String>())
}

#[test]
fn the_text_is_where_the_file_says_whatever_the_part_is_called() {
    let body = |words: &str| format!("{OPEN}{}</w:body></w:document>", paragraph("<w:pStyle w:val='L'/>", words));
    let list = "<w:numbering xmlns:w='http://made.up/w'><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'>\
        <w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>";
    let styles = "<w:styles xmlns:w='http://made.up/w'><w:style w:type='paragraph' w:styleId='L'><w:pPr><w:numPr>\
        <w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";
    let (main, own) = (
        relations(&[("extended-properties", "docProps/app.xml"), ("officeDocument", "/word/document2.xml")]),
        relations(&[("styles", "styles2.xml"), ("numbering", "numbering2.xml")]),
    );
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", main.as_str()),
        ("word/_rels/document2.xml.rels", own.as_str()),
        ("word/styles2.xml", styles),
        ("word/numbering2.xml", list),
    ];
    let named = body("控煤。");
    parts.push(("word/document2.xml", &named));
    assert_eq!(text("x.docx", &package(&parts)), "1.控煤。\n");
    let usual = body("旧稿。");
    parts.push(("word/document.xml", &usual));
    assert_eq!(text("x.docx", &package(&parts)), "1.控煤。\n", "the other one is left over");
    parts.retain(|(name, _)| *name != "word/document2.xml");
    assert!(text("x.docx", &package(&parts)).ends_with("旧稿。\n"), "a main part that is not there");
}

#[test]
fn a_main_part_outside_of_the_file_or_of_another_kind_is_not_followed() {
    for target in ["../../etc/passwd", "ppt/presentation.xml", "http://made.up/x"] {
        let main = relations(&[("officeDocument", target)]);
        let parts = [("[Content_Types].xml", "<a/>"), ("_rels/.rels", main.as_str()), ("word/styles.xml", "<a/>")];
        assert!(refusal("x.docx", &package(&parts)).contains("缺少正文"), "{target}");
    }
    let deep = "<a>".repeat(1_000);
    assert!(refusal("x.docx", &package(&[("_rels/.rels", &deep)])).contains("XML 嵌套过深"));
}
