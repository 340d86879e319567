//! The value of an indicator: a number or a range.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::typed::half_width;

/// A number or a range, serialised as `15` or `[7, 10]`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// One number.
    Number(f64),
    /// From the first to the second.
    Range(f64, f64),
}

impl Value {
    /// Its two columns: the number, or where the range begins; and where it ends.
    pub fn columns(self) -> (Option<f64>, Option<f64>) {
        match self {
            Value::Number(number) => (Some(number), None),
            Value::Range(from, to) => (Some(from), Some(to)),
        }
    }

    /// That of two columns; `None` for a direction, which has no number.
    pub fn of_columns(from: Option<f64>, to: Option<f64>) -> Option<Self> {
        from.map(|from| to.map_or(Value::Number(from), |to| Value::Range(from, to)))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(number) => write!(f, "{number}"),
            Value::Range(from, to) => write!(f, "{from}-{to}"),
        }
    }
}

impl FromStr for Value {
    type Err = NoValue;

    /// 15, 1,200, -3, 7-10, 7—10, in characters of either width.
    fn from_str(text: &str) -> Result<Self, NoValue> {
        let text = &half_width(text);
        if let Some(number) = number(text) {
            return Ok(Value::Number(number));
        }
        let text = text.trim();
        let signed = text.chars().next().filter(|c| *c == '-').map_or(0, char::len_utf8);
        let (sign, rest) = text.split_at(signed);
        let (from, to) = rest.split_once(['—', '～', '~', '至', '-']).ok_or(NoValue)?;
        match (number(&format!("{sign}{from}")), number(to).or_else(|| number(to.trim_start_matches('—')))) {
            (Some(from), Some(to)) if from < to => Ok(Value::Range(from, to)),
            _ => Err(NoValue),
        }
    }
}

/// No figure of a plan is larger, and a larger one is not exact.
const LARGEST: f64 = 1e15;

/// A number in digits, with a sign and a point where it has them; commas part its thousands and nothing else.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.contains(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '+' | '-')) {
        return None;
    }
    let whole = text.split('.').next().unwrap_or_default();
    let grouped = whole.split(',').skip(1).all(|group| group.len() == 3);
    text.replace(',', "").parse().ok().filter(|number: &f64| grouped && number.abs() <= LARGEST)
}

/// A text that is neither a number nor a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoValue;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_as_people_type_it() {
        for (typed, value) in [
            ("15", Value::Number(15.0)),
            (" 1,200 ", Value::Number(1200.0)),
            ("-3.5", Value::Number(-3.5)),
            ("7-10", Value::Range(7.0, 10.0)),
            ("7——10", Value::Range(7.0, 10.0)),
            ("-3-5", Value::Range(-3.0, 5.0)),
            ("-5--3", Value::Range(-5.0, -3.0)),
            ("２０", Value::Number(20.0)),
            ("－１，２００．５", Value::Number(-1200.5)),
            ("７～１０", Value::Range(7.0, 10.0)),
            ("７－１０", Value::Range(7.0, 10.0)),
        ] {
            assert_eq!(typed.parse(), Ok(value), "{typed}");
        }
        for typed in [
            "",
            "十",
            "10-7",
            "1-2-3",
            "inf",
            "NaN",
            "1e300",
            "1e5",
            "1E5",
            "１ｅ５",
            "1e2-1e3",
            "90%",
            "７，１０",
            "7,10",
        ] {
            assert_eq!(typed.parse::<Value>(), Err(NoValue), "{typed}");
        }
        assert_eq!(Value::Range(7.0, 10.5).to_string(), "7-10.5");
        for value in [Value::Number(-0.5), Value::Number(1200.0), Value::Range(-5.0, -3.0), Value::Range(0.5, 7.0)] {
            assert_eq!(value.to_string().parse(), Ok(value));
        }
    }
}
