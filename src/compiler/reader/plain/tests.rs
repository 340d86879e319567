use crate::reader::read_document;
use crate::reader::testing::*;

const PLAN: &str = "某市2025年工作要点\n一、能源\n1.控煤。（责任单位：甲局、乙局）\n";

#[test]
fn every_encoding_of_an_office_is_read() {
    let utf16 = |order: fn(u16) -> [u8; 2]| PLAN.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
    let gb = encoding_rs::GB18030.encode(PLAN).0.into_owned();
    let with = |bom: &[u8], bytes: &[u8]| [bom, bytes].concat();
    for bytes in [
        PLAN.as_bytes().to_vec(),
        with(b"\xef\xbb\xbf", PLAN.as_bytes()),
        PLAN.replace('\n', "\r\n").into_bytes(),
        with(b"\xff\xfe", &little),
        with(b"\xfe\xff", &big),
        little,
        big,
        gb,
    ] {
        let read = read_document("计划.txt", &bytes).unwrap();
        assert_eq!((read.text.as_str(), read.problems.len()), (PLAN, 0));
    }
}

#[test]
fn a_few_broken_characters_are_read_over_and_named() {
    let long = PLAN.repeat(20);
    let mut bytes = long.clone().into_bytes();
    bytes[1] = 0xff;
    let read = read_document("计划.txt", &bytes).unwrap();
    assert!(read.text.ends_with("乙局）\n"));
    assert_eq!(read.problems.len(), 1);
    assert_eq!(read.text.chars().nth(read.problems[0].span.0), Some('\u{fffd}'));
    let cut = encoding_rs::GB18030.encode(&long).0;
    let read = read_document("计划.txt", &cut[..cut.len() - 2]).unwrap();
    assert!(read.text.starts_with("某市2025年"));
}

#[test]
fn what_is_no_text_is_refused_by_what_it_is() {
    for (bytes, said) in [
        (&b"ok \xff\xff\xff"[..], "第 4 字节起不是 UTF-8、UTF-16 或 GB18030 文字，请另存为 UTF-8 纯文本"),
        (b"", "是空文件，没有文字"),
        (b" \n\t\n", "是空文件，没有文字"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\x01\x02", "不是文字文件，请提供 txt、md、tsv、csv、docx、xlsx 或 xls 文件"),
        (b"%PDF-1.4 ...", "是 PDF 文件，请用 Word 或 WPS 打开后另存为 docx"),
        (b"\x89PNG\r\n", "是图片，请先识别文字（OCR），存为 txt 或 docx"),
        (b"\n<html><table>", "是网页（HTML 或 XML），请用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx"),
        (
            b"<?xml version='1.0'?><Workbook/>",
            "是网页（HTML 或 XML），请用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx",
        ),
        (b"{\\rtf1", "是 RTF 文件，请用 Word 或 WPS 打开后另存为 docx"),
        (b"Rar!\x1a\x07", "是压缩包，请解压后提供其中的计划文件"),
    ] {
        assert_eq!(refusal("计划.xls", bytes), said);
    }
}

#[test]
fn markdown_loses_its_marks_and_keeps_its_numbers() {
    let written = "# 某市**2025年**计划 #\n\n## 一、能源\n\n1\\. 控煤\n- 2. 见[通知](http://made.up/a_b)，PM_{2.5}、3*4、`代码`\n\
        > 引文\n\n| 任务 | 单位 |\n|---|:--:|\n| 控煤<br>治车 | **甲局** \\| 乙局 |\n```\n# 原样\n```\n***\n";
    assert_eq!(
        text("计划.MD", written.as_bytes()),
        "某市2025年计划\n\n一、能源\n\n1. 控煤\n2. 见通知，PM_{2.5}、3*4、代码\n引文\n\n任务\t单位\n控煤；治车\t甲局 | 乙局\n# 原样\n"
    );
    assert_eq!(text("计划.txt", b"# plan\n"), "# plan\n");
}

#[test]
fn what_marks_say_of_words_in_markdown_is_doubted_and_the_marks_go() {
    let written = "# 某市2025年计划\n\n1. ~~停办5家~~ 新办7家[^1]。<br>6月底前完成<u>选址</u>。\n- [x] 3月底前印发\n\n[^1]: 含企业办的。\n";
    let read = read_document("计划.md", written.as_bytes()).unwrap();
    assert_eq!(read.text, "某市2025年计划\n\n1.  新办7家。\n6月底前完成选址。\n3月底前印发\n\n 含企业办的。\n");
    let said: Vec<&str> = read.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(said, ["带删除线的文字没有读：“停办5家”", "这一项前面打了勾，可能已经完成，请核对是否还要催办"]);
    assert_eq!(read.text.chars().nth(read.problems[1].span.0), Some('3'));
}
