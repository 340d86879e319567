//! Numbers and dates of cells, as the sheet shows them.

use crate::widths;
use chrono::{Days, NaiveDate};
use duban_domain::plan::PLAN_YEARS;

/// How a cell shows its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// As it is.
    Plain,
    /// A share, with so many decimals.
    Percent(usize),
    /// Year, month and day.
    Day,
    /// Year and month.
    Month,
    /// Hours and minutes.
    Time,
}

/// The last day that a sheet knows.
const LAST_DAY: f64 = 2_958_465.0;

impl Format {
    /// The formats that have a number and no code.
    pub(super) fn built_in(id: u16) -> Self {
        match id {
            9 => Format::Percent(0),
            10 => Format::Percent(2),
            17 | 27 | 36 | 52 | 57 => Format::Month,
            14..=16 | 22 | 28..=31 | 50 | 51 | 53 | 54 | 58 => Format::Day,
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => Format::Time,
            _ => Format::Plain,
        }
    }

    /// What the code of a format says: `0.0%`, `yyyy"年"m"月"d"日"`.
    pub(super) fn of_code(code: &str) -> Self {
        let code = signs(code);
        if code.contains('%') {
            let decimals = code.split_once('.').map_or("", |(_, rest)| rest);
            return Format::Percent(decimals.chars().take_while(|c| matches!(c, '0' | '#' | '?')).count());
        }
        let has = |letters: &[char]| code.contains(letters);
        match () {
            () if has(&['y', 'd', 'e']) && !code.contains("general") && !code.contains("e+") => {
                if has(&['d']) {
                    Format::Day
                } else {
                    Format::Month
                }
            }
            () if has(&['h', 's']) => Format::Time,
            () => Format::Plain,
        }
    }

    /// The number as shown.
    pub(super) fn show(self, value: f64, since_1904: bool) -> String {
        let dated = match self {
            Format::Plain => None,
            Format::Percent(decimals) => Some(format!("{:.*}%", decimals.min(10), value * 100.0)),
            Format::Time => Some(time(value)),
            Format::Day => date(value, since_1904).map(|d| d.format("%Y年%-m月%-d日").to_string()),
            Format::Month => date(value, since_1904).map(|d| d.format("%Y年%-m月").to_string()),
        };
        dated.unwrap_or_else(|| plain(value))
    }
}

/// Whether a number as shown may be a year and a month whose last zero a sheet does not keep: 2025.1.
pub(super) fn may_be_october(shown: &str) -> bool {
    let year = shown.strip_suffix(".1").and_then(|year| year.parse().ok());
    year.is_some_and(|year| PLAN_YEARS.contains(&year))
}

/// The first part of a code in lower case, without colours, quoted words and escaped signs.
fn signs(code: &str) -> String {
    let mut signs = String::new();
    let mut chars = code.chars();
    while let Some(ch) = chars.next() {
        match ch {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            ';' => break,
            _ => signs.extend(ch.to_lowercase()),
        }
    }
    signs
}

/// The number with at most fifteen figures, as a sheet reckons, and without a decimal point that says nothing.
fn plain(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    if rounded.abs() < 1e15 { rounded.to_string() } else { format!("{rounded:e}") }
}

fn date(serial: f64, since_1904: bool) -> Option<NaiveDate> {
    if !(1.0..=LAST_DAY).contains(&serial) {
        return None;
    }
    let days = widths::whole(serial);
    // The sheet believes that 1900 was a leap year.
    let first = if since_1904 { (1904, 1, 1) } else { (1899, 12, if days < 60 { 31 } else { 30 }) };
    NaiveDate::from_ymd_opt(first.0, first.1, first.2)?.checked_add_days(Days::new(days.into()))
}

fn time(value: f64) -> String {
    let minutes = widths::whole((value.rem_euclid(1.0) * 24.0 * 60.0).round()) % (24 * 60);
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::{Format, may_be_october};

    #[test]
    fn a_year_with_one_tenth_may_be_january_or_october() {
        assert_eq!(
            ["2025.1", "2025.11", "2025.2", "12.1", "2025"].map(may_be_october),
            [true, false, false, false, false]
        );
    }

    #[test]
    fn numbers_are_shown_as_the_sheet_shows_them() {
        for (code, value, shown) in [
            ("General", 12.0, "12"),
            ("0.0_ ", 28.2, "28.2"),
            ("General", 0.1 + 0.2, "0.3"),
            ("0%", 0.9, "90%"),
            ("0.0%", 0.954, "95.4%"),
            ("yyyy\"年\"m\"月\"d\"日\";@", 45473.0, "2024年6月30日"),
            ("[$-804]yyyy/m/d", 45473.0, "2024年6月30日"),
            ("yyyy\"年\"m\"月\"", 45473.0, "2024年6月"),
            ("h:mm", 0.75, "18:00"),
            ("[Red]#,##0\"吨\"", 1200.0, "1200"),
            ("0.00E+00", 1200.0, "1200"),
            ("yyyy-mm-dd", -3.0, "-3"),
        ] {
            assert_eq!(Format::of_code(code).show(value, false), shown, "{code}");
        }
        assert_eq!(Format::built_in(14).show(44011.0, true), "2024年6月30日");
    }
}
