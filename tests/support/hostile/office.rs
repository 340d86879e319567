//! Hostile documents and workbooks.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::Kind;
use super::Make::{self, Bytes};

const fn kind(name: &'static str, make: Make) -> Kind {
    Kind { name, make }
}

pub(super) const KINDS: &[Kind] = &[
    kind("empty-paragraphs.docx", Bytes(|n| docx(&"<w:p/>".repeat(n), "", ""))),
    kind("paragraphs-of-one.docx", Bytes(|n| docx(&"<w:p><w:r><w:t>甲</w:t></w:r></w:p>".repeat(n), "", ""))),
    kind("runs-of-one.docx", Bytes(|n| docx(&format!("<w:p>{}</w:p>", "<w:r><w:t>甲</w:t></w:r>".repeat(n)), "", ""))),
    kind("breaks.docx", Bytes(|n| docx(&format!("<w:p><w:r>{}</w:r></w:p>", "<w:br/><w:tab/>".repeat(n)), "", ""))),
    kind(
        "tables-in-tables.docx",
        Bytes(|n| {
            docx(&format!("{}甲{}", "<w:tbl><w:tr><w:tc><w:p/>".repeat(n), "</w:tc></w:tr></w:tbl>".repeat(n)), "", "")
        }),
    ),
    kind(
        "cells.docx",
        Bytes(|n| {
            docx(
                &format!(
                    "<w:tbl>{}</w:tbl>",
                    "<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>".repeat(n)
                ),
                "",
                "",
            )
        }),
    ),
    kind(
        "cells-that-span.docx",
        Bytes(|n| {
            let cell = "<w:tc><w:tcPr><w:gridSpan w:val='4000000'/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>";
            docx(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell.repeat(n)), "", "")
        }),
    ),
    kind(
        "merged-cells.docx",
        Bytes(|n| {
            let cell = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>";
            docx(&format!("<w:tbl>{}</w:tbl>", cell.repeat(n)), "", "")
        }),
    ),
    kind("numbered.docx", Bytes(|n| docx(&ITEM.repeat(n), "", &numbering(1)))),
    kind("lists.docx", Bytes(|n| docx(ITEM, "", &numbering(n)))),
    kind("styles.docx", Bytes(|n| docx(&ITEM.repeat(n.min(1000)), &chain(n), &numbering(1)))),
    kind(
        "markers.docx",
        Bytes(|n| {
            let shown = "%1.".repeat(80);
            let level = format!(
                "<w:lvl w:ilvl='0'><w:start w:val='2000000000'/><w:numFmt w:val='lowerRoman'/><w:lvlText w:val='{shown}'/></w:lvl>"
            );
            docx(&ITEM.repeat(n), "", &format!("<w:abstractNum w:abstractNumId='1'>{level}</w:abstractNum>{LIST}"))
        }),
    ),
    kind("deep.docx", Bytes(|n| docx(&format!("{}{}", "<w:a>".repeat(n), "</w:a>".repeat(n)), "", ""))),
    kind(
        "attributes.docx",
        Bytes(|n| docx(&format!("<w:p {}/>", (0..n).map(|i| format!("w:a{i}='1' ")).collect::<String>()), "", "")),
    ),
    kind("an-attribute.docx", Bytes(|n| docx(&format!("<w:p w:a='{}'/>", "a".repeat(n)), "", ""))),
    kind(
        "laughs.docx",
        Bytes(|n| {
            let entities: String =
                (1..n.min(40)).map(|i| format!("<!ENTITY a{i} \"{}\">", format!("&a{};", i - 1).repeat(10))).collect();
            package(&[(
                "word/document.xml",
                &format!(
                    "<!DOCTYPE a [<!ENTITY a0 \"ha\">{entities}]><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&a39;</w:t></w:r></w:p></w:body></w:document>"
                ),
            )])
        }),
    ),
    kind("bomb.docx", Bytes(|n| docx(&" ".repeat(n * 40), "", ""))),
    kind(
        "text.docx",
        Bytes(|n| docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "占比达到95%，".repeat(n / 8)), "", "")),
    ),
    kind(
        "entries.docx",
        Bytes(|n| {
            let names: Vec<String> = (0..n.min(200_000)).map(|i| format!("word/{i}.xml")).collect();
            package(&names.iter().map(|name| (name.as_str(), "")).collect::<Vec<_>>())
        }),
    ),
    kind("comments.docx", Bytes(|n| docx(&"<!-- -->".repeat(n), "", ""))),
    kind(
        "far-cells.xlsx",
        Bytes(|n| {
            xlsx(
                &(1..=n.min(1_000_000))
                    .map(|i| format!("<row r='{i}'><c r='XFD{i}' t='inlineStr'><is><t>甲</t></is></c></row>"))
                    .collect::<String>(),
                "",
                "",
            )
        }),
    ),
    kind("a-far-cell.xlsx", Bytes(|_| xlsx("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", "", ""))),
    kind("cells.xlsx", Bytes(|n| xlsx(&format!("<row r='1'>{}</row>", "<c><v>1</v></c>".repeat(n)), "", ""))),
    kind(
        "rows.xlsx",
        Bytes(|n| {
            xlsx(&"<row><c t='s'><v>0</v></c><c><v>95</v></c></row>".repeat(n), "<si><t>占比达到95%</t></si>", "")
        }),
    ),
    kind(
        "a-string-again.xlsx",
        Bytes(|n| {
            xlsx(&"<row><c t='s'><v>0</v></c></row>".repeat(n), &format!("<si><t>{}</t></si>", "甲".repeat(n)), "")
        }),
    ),
    kind("strings.xlsx", Bytes(|n| xlsx("<row><c t='s'><v>0</v></c></row>", &"<si><t>甲</t></si>".repeat(n), ""))),
    kind("merged.xlsx", Bytes(|n| xlsx_merged(&"<mergeCell ref='A1:XFD1048576'/>".repeat(n)))),
    kind(
        "styles.xlsx",
        Bytes(|n| {
            let styles = format!(
                "<styleSheet xmlns='m'><numFmts>{}</numFmts><cellXfs>{}</cellXfs></styleSheet>",
                "<numFmt numFmtId='200' formatCode='0.0%'/>".repeat(n),
                "<xf numFmtId='200'/>".repeat(n)
            );
            xlsx("<row><c s='1'><v>1</v></c></row>", "", &styles)
        }),
    ),
    kind(
        "sheets.xlsx",
        Bytes(|n| {
            let sheets: String = (0..n).map(|i| format!("<sheet name='甲{i}' sheetId='{i}' r:id='rId1'/>")).collect();
            workbook(&sheets, "<sheetData><row><c><v>1</v></c></row></sheetData>", "", "")
        }),
    ),
    kind(
        "truncated.xlsx",
        Bytes(|n| {
            let whole = xlsx(&"<row><c><v>1</v></c></row>".repeat(n), "", "");
            whole[..whole.len() / 2].to_vec()
        }),
    ),
    kind("bomb.xlsx", Bytes(|n| xlsx(&" ".repeat(n * 40), "", ""))),
];

const ITEM: &str = "<w:p><w:pPr><w:pStyle w:val='s0'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲。</w:t></w:r></w:p>";
const LIST: &str = "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>";

fn numbering(lists: usize) -> String {
    let level = "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>";
    let patterns: String =
        (1..=lists).map(|i| format!("<w:abstractNum w:abstractNumId='{i}'>{level}</w:abstractNum>")).collect();
    let lists: String =
        (1..=lists).map(|i| format!("<w:num w:numId='{i}'><w:abstractNumId w:val='{i}'/></w:num>")).collect();
    patterns + &lists
}

/// Styles that are each based on the next one.
fn chain(styles: usize) -> String {
    (0..styles)
        .map(|i| format!("<w:style w:type='paragraph' w:styleId='s{i}'><w:basedOn w:val='s{}'/></w:style>", i + 1))
        .collect()
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let root = |name: &str, inner: &str| {
        format!("<?xml version='1.0' encoding='UTF-8'?><w:{name} xmlns:w='w'>{inner}</w:{name}>")
    };
    package(&[
        ("word/document.xml", &root("document", &format!("<w:body>{body}</w:body>"))),
        ("word/styles.xml", &root("styles", styles)),
        ("word/numbering.xml", &root("numbering", numbering)),
    ])
}

fn xlsx(rows: &str, strings: &str, styles: &str) -> Vec<u8> {
    workbook("<sheet name='甲' sheetId='1' r:id='rId1'/>", &format!("<sheetData>{rows}</sheetData>"), strings, styles)
}

fn xlsx_merged(cells: &str) -> Vec<u8> {
    let sheet = format!("<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>{cells}</mergeCells>");
    workbook("<sheet name='甲' sheetId='1' r:id='rId1'/>", &sheet, "", "")
}

fn workbook(sheets: &str, sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    let relation = |id: &str, target: &str| format!("<Relationship Id='{id}' Type='{target}' Target='{target}.xml'/>");
    let relations = relation("rId1", "worksheet") + &relation("rId2", "sharedStrings") + &relation("rId3", "styles");
    package(&[
        ("xl/workbook.xml", &format!("<workbook xmlns='m' xmlns:r='r'><sheets>{sheets}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>")),
        ("xl/worksheet.xml", &format!("<worksheet xmlns='m'>{sheet}</worksheet>")),
        ("xl/sharedStrings.xml", &format!("<sst xmlns='m'>{strings}</sst>")),
        ("xl/styles.xml", if styles.is_empty() { "<styleSheet xmlns='m'/>" } else { styles }),
    ])
}
