//! What is amiss with the rules, in the reader's words: a day that is counted by a guess, a version that cannot be read.

use std::fmt::Display;

use chrono::Datelike;

use crate::actions::Damaged;
use crate::domain::calendar::Gap;
use crate::strings::Strings;

/// Whose days off are not announced, from when on, and how days are counted until they are.
pub fn gap_words(t: &Strings, gap: &Gap) -> String {
    let (year, until) = (gap.on.year(), gap.within_year());
    let key = match (gap.is_nations(), until.is_some()) {
        (true, false) => "calendar.unannounced",
        (false, false) => "calendar.unannounced_region",
        (true, true) => "calendar.unannounced_after",
        (false, true) => "calendar.unannounced_region_after",
    };
    let (month, day) = until.map_or((0, 0), |until| (until.month(), until.day()));
    let gaps: [(&str, &dyn Display); 3] = [("year", &year), ("month", &month), ("day", &day)];
    t.fill(key, &gaps)
}

/// That a version of a rule cannot be read, why, and which is in use instead.
pub fn damaged_words(t: &Strings, damaged: &Damaged) -> String {
    let Damaged { kind, version, reason, instead } = damaged;
    let key = if *instead > 0 { "rules.damaged" } else { "rules.damaged_all" };
    let rule = t.word("rule_kind", kind.as_str());
    let gaps: [(&str, &dyn Display); 4] =
        [("rule", &rule), ("version", version), ("reason", reason), ("instead", instead)];
    t.fill(key, &gaps)
}
