//! The files that the settings name: the ladder, the region's units.

use super::finding::Finding;
use super::subject::Subject;
use crate::app;
use crate::config::read_rules;
use crate::domain::obligation::ladder::Ladder;
use crate::domain::unit::UnitClass;

const LADDER: &str = "督办规则";
const UNITS: &str = "单位名录";

/// The rules of reminding and escalating.
pub(super) fn ladder(subject: &Subject) -> Vec<Finding> {
    let place = named(&subject.settings.plan.ladder_file);
    vec![match read_rules::<Ladder>(&subject.settings.plan) {
        Ok(ladder) => {
            let rungs = ladder.after(UnitClass::City).rungs.len();
            Finding::ok(LADDER, format!("{place}，逾期后 {rungs} 级"))
        }
        Err(error) => {
            Finding::fail(LADDER, format!("{error}。请改这个文件，或 {}", subject.setting("plan.ladder_file")))
        }
    }]
}

/// The region's units, as plans name them.
pub(super) fn units(subject: &Subject) -> Vec<Finding> {
    let place = named(&subject.settings.plan.units_file);
    vec![match app::registry(&subject.settings.plan) {
        Ok(_) => Finding::ok(UNITS, place),
        Err(error) => {
            let reasons: Vec<String> = error.chain().map(ToString::to_string).collect();
            let setting = subject.setting("plan.units_file");
            Finding::fail(UNITS, format!("{}。请改这个文件，或 {setting}", reasons.join("：")))
        }
    }]
}

/// A file by its name, or what is built in.
fn named(file: &str) -> String {
    match file.trim() {
        "" => "程序内置".to_owned(),
        file => file.to_owned(),
    }
}
