use crate::reader::testing::*;
use crate::reader::{ReadDocument, ReadError, read_document};

fn xlsx(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut names, mut paths) = (String::new(), String::new());
    for (i, (name, state, rows)) in sheets.iter().enumerate() {
        names += &format!("<sheet name='{name}' sheetId='{i}' state='{state}' r:id='r{i}'/>");
        paths += &format!("<Relationship Id='r{i}' Target='worksheets/s{i}.xml'/>");
        parts.push((format!("xl/worksheets/s{i}.xml"), format!("<worksheet>{rows}</worksheet>")));
    }
    let book = format!("<workbook xmlns:r='http://made.up/r'><sheets>{names}</sheets></workbook>");
    parts.push(("xl/workbook.xml".into(), book));
    parts.push(("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{paths}</Relationships>")));
    let strings = "<sst uniqueCount='99999999999999'><si><t>任务</t></si><si><r><t>甲局</t></r><r><t>、乙局</t></r><rPh><t>jia</t></rPh></si>\
        <si><r><rPr><strike/></rPr><t>6月</t></r><r><rPr><b/></rPr><t>8月</t></r><r><t>底前</t></r></si></sst>";
    parts.push(("xl/sharedStrings.xml".into(), strings.into()));
    let styles = "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/></numFmts>\
        <fonts><font><sz/></font><font><strike/></font></fonts>\
        <cellXfs><xf numFmtId='0'/><xf numFmtId='176'/><xf numFmtId='10'/><xf numFmtId='0' fontId='1'/></cellXfs></styleSheet>";
    parts.push(("xl/styles.xml".into(), styles.into()));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    package(&parts)
}

/// What is said of what was not read.
fn said(read: &ReadDocument) -> Vec<&str> {
    read.problems.iter().map(|problem| problem.message.as_str()).collect()
}

fn sheet(rows: &str) -> String {
    text("x.xlsx", &xlsx(&[("Sheet1", "visible", rows)]))
}

#[test]
fn cells_are_shown_as_the_sheet_shows_them() {
    let shown = sheet(
        "<dimension ref='A1:XFD1048576'/><sheetData><row r='2'><c r='B2' t='s'><v>0</v></c><c r='C2' t='inlineStr'><is><t>单\n位</t></is></c><c r='F2'><v>1.0</v></c></row>\
         <row r='3'><c t='s' r='B3'><v>1</v></c><c r='C3' s='1'><v>45473</v></c><c s='2'><v>0.954</v></c><c t='str'><f>A1</f><v>文</v></c></row></sheetData>",
    );
    assert_eq!(shown, "任务\t单；位\t\t\t1\n甲局、乙局\t2024年6月30日\t95.40%\t文\t\n");
}

#[test]
fn merged_cells_keep_their_text_in_the_first_row() {
    let cell = |at: &str, words: &str| format!("<c r='{at}' t='str'><v>{words}</v></c>");
    let shown = sheet(&format!(
        "<sheetData><row>{}</row><row>{}{}{}</row><row>{}</row></sheetData>\
         <mergeCells><mergeCell ref='A1:C1'/><mergeCell ref='A2:A3'/></mergeCells>",
        cell("A1", "任务表"),
        cell("A2", "控煤"),
        cell("B2", "排查"),
        cell("C2", "甲局"),
        cell("B3", "整改"),
    ));
    assert_eq!(shown, "任务表\n控煤\t排查\t甲局\n\t整改\t\n");
}

#[test]
fn every_visible_sheet_is_read_in_order() {
    let rows = |words: &str| format!("<sheetData><row><c t='str'><v>{words}</v></c></row></sheetData>");
    let bytes = xlsx(&[
        ("任务", "visible", &rows("一")),
        ("密", "hidden", &rows("藏")),
        ("空", "visible", "<sheetData/>"),
        ("Sheet4", "visible", &rows("二")),
    ]);
    assert_eq!(text("x.xlsx", &bytes), "任务\n一\n二\n");
}

#[test]
fn a_sheet_that_claims_or_spans_too_much_is_refused() {
    let far = "<sheetData><row><c r='A1'><v>1</v></c></row>".to_owned()
        + &(2..200).map(|n| format!("<row><c r='XFD{n}'><v>1</v></c></row>")).collect::<String>()
        + "</sheetData>";
    assert_eq!(read_document("x.xlsx", &xlsx(&[("a", "", &far)])), Err(ReadError::TooManyCells));
    let many = format!("<sheetData><row>{}</row></sheetData>", "<c><v>1</v></c>".repeat(600_000));
    assert_eq!(read_document("x.xlsx", &xlsx(&[("a", "", &many)])), Err(ReadError::TooManyCells));
    let long = "甲".repeat(40_000);
    let again = format!("<sheetData>{}</sheetData>", format!("<row><c t='str'><v>{long}</v></c></row>").repeat(100));
    assert_eq!(read_document("x.xlsx", &xlsx(&[("a", "", &again)])), Err(ReadError::TooLong));
}

#[test]
fn hidden_rows_are_not_read_but_said_and_a_formula_without_a_value_stays() {
    let rows = "<sheetData><row><c t='str'><v>任务</v></c><c t='str'><v>数</v></c></row>\
         <row hidden='1'><c t='str'><v>旧任务</v></c><c><v>3</v></c></row>\
         <row><c t='str'><v>新任务</v></c><c><f>B9*2</f><v></v></c></row>\
         <row><c t='str'><v>又一项</v></c><c><f>B9*2</f><v>4</v></c></row></sheetData>";
    let read = read_document("x.xlsx", &xlsx(&[("Sheet1", "visible", rows)])).unwrap();
    assert_eq!(read.text, "任务\t数\n新任务\t=B9*2\n又一项\t4\n");
    assert_eq!(
        said(&read),
        [
            "这张表有 1 行是隐藏的，没有读，第一行是“旧任务 3”",
            "这里的公式没有存下计算结果：“=B9*2”，请用 Excel 或 WPS 打开、保存后重新导入，或手工填写"
        ]
    );
    assert_eq!(read.problems[1].span, duban_domain::draft::Span(5, 14), "at its row");
}

#[test]
fn what_is_struck_through_is_not_read_but_said_at_its_row() {
    let rows = "<sheetData><row><c t='str'><v>任务</v></c><c t='str'><v>时限</v></c></row>\
         <row><c t='str' s='3'><v>旧任务</v></c><c s='3'><v>3</v></c></row>\
         <row><c t='str'><v>新任务</v></c><c t='s'><v>2</v></c></row>\
         <row><c t='inlineStr'><is><r><rPr><strike/></rPr><t>停</t></r><r><t>又一项</t></r></is></c><c><v>4</v></c></row></sheetData>";
    let read = read_document("x.xlsx", &xlsx(&[("Sheet1", "visible", rows)])).unwrap();
    assert_eq!(read.text, "任务\t时限\n新任务\t8月底前\n又一项\t4\n");
    assert_eq!(
        said(&read),
        ["带删除线的文字没有读：“旧任务 3”", "带删除线的文字没有读：“6月”", "带删除线的文字没有读：“停”"]
    );
}

#[test]
fn hidden_columns_and_sheets_are_not_read_but_said_and_a_merged_cell_is_seen_where_it_is_shown() {
    let cell = |at: &str, words: &str| format!("<c r='{at}' t='str'><v>{words}</v></c>");
    let rows = format!(
        "<cols><col min='1' max='1' hidden='1'/><col min='3' max='3' hidden='1'/></cols><sheetData><row r='1'>{}</row><row r='2' hidden='1'>{}{}</row>\
         <row r='3'>{}{}</row><row r='4'>{}{}</row></sheetData>\
         <mergeCells><mergeCell ref='A1:D1'/><mergeCell ref='D2:D4'/></mergeCells>",
        cell("A1", "任务表"),
        cell("B2", "旧任务"),
        cell("D2", "甲局"),
        cell("B3", "控煤"),
        cell("C3", "内部"),
        cell("A4", "密"),
        cell("B4", "治车"),
    );
    let read = read_document("x.xlsx", &xlsx(&[("Sheet1", "visible", &rows), ("旧表", "veryHidden", "<sheetData/>")]));
    let read = read.unwrap();
    assert_eq!(read.text, "任务表\n控煤\t\t甲局\n治车\t\t\n");
    assert_eq!(read.tables[0].merged.len(), 2, "{:?}", read.tables);
    assert_eq!(
        said(&read),
        [
            "这张表有 1 行是隐藏的，没有读，第一行是“旧任务”",
            "这张表有 2 列是隐藏的，没有读，第一列是“密”",
            "有 1 张隐藏的工作表没有读：旧表"
        ]
    );
}

#[test]
fn an_error_stays_and_is_said() {
    let rows = "<sheetData><row><c t='str'><v>任务</v></c><c t='e'><f>A9</f><v>#REF!</v></c></row></sheetData>";
    let read = read_document("x.xlsx", &xlsx(&[("Sheet1", "visible", rows)])).unwrap();
    assert_eq!(read.text, "任务\t#REF!\n");
    assert_eq!(said(&read), ["这里的公式结果是错误值“#REF!”，请核对原表"]);
}
