//! Line breaks in the middle of a name or a date: a narrow column makes them, and they are no separators.

use super::cells::cells;
use crate::bodies;
use crate::text::Passage;

/// What stands for a line break in a cell.
const BREAK: char = '；';
/// What the name of a body begins with that a break may cut.
const LEVELS: &str = "省市县区州盟旗自国各中团";
/// A cell of names with such breaks is no longer.
const LONGEST: usize = 300;

/// The places of the marks in a row that only break a name or a date.
pub(crate) fn inside_names(row: Passage<'_>) -> Vec<usize> {
    if !row.contains("；") {
        return Vec::new();
    }
    cells(row).into_iter().filter(|cell| cell.len() <= LONGEST).flat_map(in_cell).collect()
}

fn in_cell(cell: Passage<'_>) -> Vec<usize> {
    let marks = (cell.start()..cell.end()).filter(|at| cell.at(*at) == Some(BREAK));
    let halves: Vec<usize> = marks.clone().filter(|at| breaks_name(cell, *at)).collect();
    let names = !halves.is_empty() && all_are_units(cell, &halves);
    marks.filter(|at| breaks_date(cell, *at) || (names && halves.contains(at))).collect()
}

/// The words before and behind a mark, up to the next separator.
fn around(cell: Passage<'_>, at: usize) -> (Passage<'_>, Passage<'_>) {
    let separates = |c: &char| matches!(c, '、' | '，' | '；' | '。');
    let (before, behind) = (cell.to(at), cell.from(at + 1));
    let from = before.chars().iter().rposition(separates).map_or(before.start(), |i| before.start() + i + 1);
    let to = behind.chars().iter().position(separates).map_or(behind.end(), |i| behind.start() + i);
    (before.from(from), behind.to(to))
}

/// 市生态；环境局: what stands before is no name, and both together are one.
fn breaks_name(cell: Passage<'_>, at: usize) -> bool {
    let (before, behind) = around(cell, at);
    let levelled = before.at(before.start()).is_some_and(|c| LEVELS.contains(c));
    levelled && !bodies::is_unit(&before.to_string()) && bodies::is_body(&format!("{before}{behind}"))
}

fn all_are_units(cell: Passage<'_>, halves: &[usize]) -> bool {
    let whole: String =
        (cell.start()..cell.end()).filter(|at| !halves.contains(at)).filter_map(|at| cell.at(at)).collect();
    whole.split(['、', '，', '；']).filter(|name| !name.is_empty()).all(|name| bodies::is_unit(bodies::plain(name)))
}

/// 2025年；6月底前, 6；月底.
fn breaks_date(cell: Passage<'_>, at: usize) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let (before, behind) = (cell.before(at), cell.from(at + 1));
    let (Some(before), Some(next)) = (before, behind.at(behind.start())) else { return false };
    let digits = behind.chars().iter().take_while(|c| c.is_ascii_digit()).count();
    let unit = behind.at(behind.start() + digits);
    match before {
        '年' => (1..=2).contains(&digits) && unit == Some('月') || matches!(next, '底' | '末' | '上' | '下'),
        '月' => {
            (1..=2).contains(&digits) && unit == Some('日')
                || matches!(next, '底' | '末' | '初' | '前' | '上' | '中' | '下')
        }
        '日' | '底' | '末' => next == '前',
        c if digit(c) => matches!(next, '年' | '月' | '日'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn mended(written: &str) -> String {
        let text = text_of(written);
        let gone = inside_names(text.whole());
        (0..text.whole().end()).filter(|at| !gone.contains(at)).filter_map(|at| text.whole().at(at)).collect()
    }

    #[test]
    fn a_break_inside_a_name_or_a_date_goes() {
        assert_eq!(
            mended("1\t市生态；环境局、市水利局；市住建局\t2025年；6月底前"),
            "1\t市生态环境局、市水利局；市住建局\t2025年6月底前"
        );
        assert_eq!(mended("各县（市、；区）\t6；月底；前"), "各县（市、；区）\t6月底前");
    }

    #[test]
    fn a_break_between_names_dates_or_sentences_stays() {
        for row in
            ["1\t市财政局；市住建局", "1\t完成溯源；完成整治", "1\t建立台账；成立指挥部", "1\t2025年6月；2025年9月"]
        {
            assert_eq!(mended(row), row);
        }
    }
}
