//! Tables with commas (CSV) as lines of cells between tabs.

use super::document::ReadDocument;
use super::error::ReadError;
use super::limits;
use super::table::{self, Cell, Row};

/// The sign between cells is looked for in so many bytes.
const HEAD: usize = 4096;

/// The rows of a text with commas as lines; a text without a comma in its head stays as it is.
pub(super) fn table(read: ReadDocument) -> Result<ReadDocument, ReadError> {
    let head = || read.text.char_indices().take_while(|(at, _)| *at < HEAD).map(|(_, c)| c);
    let count = |sign: char| head().filter(|c| *c == sign).count();
    let sign = if count(';') > count(',') { ';' } else { ',' };
    if count('\t') > count(sign) || count(sign) == 0 {
        return Ok(read);
    }
    let rows = rows(&read.text, sign)?;
    let mut text = table::lines(&rows)?.lines.join("\n");
    text.push('\n');
    Ok(ReadDocument { problems: read.problems, ..text.into() })
}

/// The cells of each row: what stands in quotation marks may hold the sign, line breaks, and the marks themselves twice.
fn rows(text: &str, sign: char) -> Result<Vec<Row>, ReadError> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Row::new(), String::new());
    let (mut quoted, mut cells) = (false, 0usize);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\n' if !quoted => {
                row.push(Cell::new(&std::mem::take(&mut cell), 1));
                rows.push(std::mem::take(&mut row));
            }
            c if c == sign && !quoted => {
                cells += 1;
                row.push(Cell::new(&std::mem::take(&mut cell), 1));
            }
            c => cell.push(c),
        }
        if cells > limits::CELLS {
            return Err(ReadError::TooManyCells);
        }
    }
    if !(cell.is_empty() && row.is_empty()) {
        row.push(Cell::new(&cell, 1));
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use crate::reader::read_document;

    fn read(bytes: &[u8]) -> String {
        read_document("计划.csv", bytes).unwrap().text
    }

    #[test]
    fn rows_with_commas_are_rows_of_a_table() {
        let written = "某市2025年任务清单,,\r\n任务,措施,单位\r\n治水,\"查，改\n建\"\"一\"\"站\",\"市甲局,市乙局\"\r\n";
        let read_as = "某市2025年任务清单\n任务\t措施\t单位\n治水\t查，改；建\"一\"站\t市甲局,市乙局\n";
        assert_eq!(read(written.as_bytes()), read_as);
        let (bytes, _, _) = encoding_rs::GB18030.encode(written);
        assert_eq!(read(&bytes), read_as);
        assert_eq!(read("任务;单位;时限\n治水;市甲局;6月".as_bytes()), "任务\t单位\t时限\n治水\t市甲局\t6月\n");
        assert_eq!(read("任务\t单位\n治水\t市甲局\n".as_bytes()), "任务\t单位\n治水\t市甲局\n");
    }
}
