//! People from a table, as Excel saves it: UTF-8 with or without a mark, or GB18030.

use std::path::Path;

use anyhow::{Context as _, bail};

use super::super::output::refusal;
use super::wish::{parse_role, person};
use crate::actions::AddPerson;
use crate::app::files::read_list;
use crate::strings::Language;

/// The most people of one table: a province with all its counties has some five thousand.
const MAX_PEOPLE: usize = 20_000;

/// What a workbook begins with: xlsx is a zip, xls an OLE file.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"];

/// The columns, by their Chinese and English names.
const COLUMNS: [(&str, &str); 5] =
    [("姓名", "name"), ("邮箱", "email"), ("电话", "phone"), ("单位", "unit"), ("角色", "role")];

/// Reads every row, or names the line and column that cannot be used; the lines stand beside the wishes.
pub(super) fn read(file: &Path, language: Language) -> anyhow::Result<(Vec<AddPerson>, Vec<usize>)> {
    let bytes = read_list(file)?;
    if WORKBOOKS.iter().any(|start| bytes.starts_with(start)) {
        bail!("{} 是 Excel 工作簿，不是 CSV：请在 Excel 或 WPS 中“另存为”CSV（UTF-8）后再导入", file.display());
    }
    let text = decode(&bytes).with_context(|| format!("{} 的编码无法识别（应为 UTF-8 或 GB18030）", file.display()))?;
    parse(&text, language).with_context(|| file.display().to_string())
}

fn decode(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(std::borrow::Cow::into_owned),
    }
}

fn parse(text: &str, language: Language) -> anyhow::Result<(Vec<AddPerson>, Vec<usize>)> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let places = places(reader.headers().context("第 1 行")?)?;
    let (mut wishes, mut lines) = (Vec::new(), Vec::new());
    for record in reader.records() {
        if wishes.len() >= MAX_PEOPLE {
            bail!("超过 {MAX_PEOPLE} 人，请分成几个文件");
        }
        let record = record.map_err(|error| match error.position() {
            Some(at) => anyhow::anyhow!("第 {} 行的列数与首行不同", line_of(text, at)),
            None => anyhow::anyhow!(error),
        })?;
        // Excel keeps rows that were emptied.
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, |at| line_of(text, at));
        wishes.push(wish(&record, &places, language).with_context(|| format!("第 {line} 行"))?);
        lines.push(line);
    }
    if wishes.is_empty() {
        bail!("没有任何人员");
    }
    Ok((wishes, lines))
}

/// The line of a record as an editor counts: its position may still be before empty lines.
fn line_of(text: &str, at: &csv::Position) -> usize {
    let start = usize::try_from(at.byte()).unwrap_or(text.len()).min(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let empty = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    1 + text.get(..start + empty).unwrap_or(text).matches('\n').count()
}

fn places(headers: &csv::StringRecord) -> anyhow::Result<[Option<usize>; 5]> {
    let places = COLUMNS.map(|(chinese, english)| -> Vec<usize> {
        let is_named = |header: &str| header == chinese || header.eq_ignore_ascii_case(english);
        headers.iter().enumerate().filter(|(_, header)| is_named(header)).map(|(at, _)| at).collect()
    });
    for (places, (name, _)) in places.iter().zip(COLUMNS) {
        if let [first, second, ..] = places[..] {
            bail!("首行有两列“{name}”（第 {} 列和第 {} 列），请只留一列", first + 1, second + 1);
        }
    }
    let places = places.map(|places| places.first().copied());
    for (place, (name, _)) in places.iter().zip(COLUMNS) {
        if place.is_none() && !matches!(name, "邮箱" | "电话") {
            bail!("首行缺少“{name}”列（应有：姓名、邮箱、电话、单位、角色）");
        }
    }
    Ok(places)
}

fn wish(record: &csv::StringRecord, places: &[Option<usize>; 5], language: Language) -> anyhow::Result<AddPerson> {
    let [name, email, phone, unit, role] = places.map(|place| place.and_then(|at| record.get(at)).unwrap_or_default());
    let role = parse_role(role).map_err(anyhow::Error::msg)?;
    person(role, [name, email, phone, unit]).map_err(|error| refusal(language, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Role;

    #[test]
    fn columns_may_stand_in_any_order_and_in_either_language() {
        let (people, lines) =
            parse("role,单位,姓名\n联络员,桂林市人民政府,韦某\nhead,桂林市人民政府,莫某\n", Language::Zh).unwrap();
        assert_eq!(people.iter().map(|p| p.role).collect::<Vec<_>>(), [Role::Liaison, Role::Head]);
        assert_eq!(lines, [2, 3]);
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_line() {
        let message = |text: &str| format!("{:#}", parse(text, Language::Zh).unwrap_err());
        assert!(message("姓名,单位,角色\n韦某,桂林市人民政府,科员\n").contains("第 2 行"));
        assert!(message("姓名,单位,角色\n\n韦某,桂林市人民政府\n").contains("第 3 行"));
        assert!(message("姓名,单位,角色\r\n,,\r\n\r\n\"韦\n某\",桂林市人民政府,科员\r\n").contains("第 4 行"));
        assert!(message("姓名,角色\n").contains("单位"));
        for (twice, name) in
            [("姓名,姓名", "姓名"), ("姓名,name", "姓名"), ("姓名,Email,邮箱", "邮箱"), ("姓名,电话,phone", "电话")]
        {
            let table = format!("{twice},单位,角色\n韦某,莫某,桂林市人民政府,联络员\n");
            let said = message(&table);
            assert!(said.contains(&format!("首行有两列“{name}”")) && said.contains(" 列和第 "), "{twice}: {said}");
        }
        assert!(message("姓名,单位,角色,角色\n").contains("第 3 列和第 4 列"));
        assert!(message("姓名,单位,角色\n").contains("没有任何人员"));
        let two_lines = message("姓名,单位,角色\n\"韦某\n（兼）\",桂林市人民政府,联络员\n");
        assert!(two_lines.contains("第 2 行") && two_lines.contains("“韦某”之后有换行"), "{two_lines}");
    }

    #[test]
    fn a_table_saved_by_excel_in_gb18030_is_read() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("姓名");
        assert_eq!(decode(&bytes).as_deref(), Some("姓名"));
        assert_eq!(decode("\u{feff}姓名".as_bytes()).as_deref(), Some("姓名"));
        assert_eq!(decode(&[0xFF, 0xFF, 0xFF]), None);
    }
}
