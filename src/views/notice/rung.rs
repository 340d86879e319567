//! A rung in the reader's words.

use crate::domain::notice::Rung;
use crate::strings::Strings;

/// Why somebody is told: 到期前 10 个工作日, 逾期第 3 个工作日.
pub fn rung_words(t: &Strings, rung: Rung) -> String {
    match rung {
        Rung::Unknown(word) => t.unknown(word.as_str()),
        Rung::Before(days) => t.fill("rung.before", &[("n", &days)]),
        Rung::After(days) => t.fill("rung.after", &[("n", &days)]),
        Rung::Monthly => t.get("rung.monthly").to_owned(),
        Rung::Missed => t.get("rung.missed").to_owned(),
        Rung::Digest => t.get("rung.digest").to_owned(),
    }
}
