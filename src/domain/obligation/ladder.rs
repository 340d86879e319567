//! The ladder (分级督办规则): who is told how many working days before and after a date, by class of unit.
//!
//! Its settings are `config/escalation.toml`, read by another floor. A [`Ladder`] that exists is in order.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::unit::UnitClass;
use crate::vocabulary::vocabulary;
use crate::word::stored_vocabulary;

vocabulary! {
    /// Whom a rung tells, seen from the obligation.
    Recipient {
        /// The liaison of the unit that owes it.
        Liaison = "liaison",
        /// Its head.
        Head = "head",
        /// The liaison of the measure's first-listed lead.
        LeadLiaison = "lead_liaison",
        /// The coordinators of the coordinating unit: their overdue list.
        Coordinator = "coordinator",
    }
}

stored_vocabulary! {
    /// What may be decided on an obligation that stays overdue, in any order.
    ProposalKind {
        /// 提醒函.
        ReminderLetter = "reminder_letter",
        /// 通报.
        Circular = "circular",
        /// 预警.
        Warning = "warning",
        /// 约谈.
        Interview = "interview",
        /// 提请问责.
        Accountability = "accountability",
        /// 工作提醒函.
        WorkReminderLetter = "work_reminder_letter",
        /// 报请自治区领导协调.
        RegionalCoordination = "regional_coordination",
    }
}

/// The rules of reminding and escalating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Rules")]
pub struct Ladder(Rules);

/// The file as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    before: Before,
    monthly: Monthly,
    after: After,
}

/// Reminders before the effective due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// Working days before the date, falling.
    pub workdays: Vec<u32>,
    /// Whom they tell.
    pub to: Vec<Recipient>,
}

/// The monthly report (月度调度).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monthly {
    /// Working days before the cut-off.
    pub remind_workdays: u32,
    /// Who is reminded, and told of a missed report; not `lead_liaison`, since a unit's measures have many leads.
    pub to: Vec<Recipient>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct After {
    city: ClassLadder,
    /// Where it is not written, as for cities: both are called to account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    county: Option<ClassLadder>,
    /// Where it is not written, as for counties.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    township: Option<ClassLadder>,
    department: ClassLadder,
    enterprise: ClassLadder,
    agency: ClassLadder,
}

/// What happens after the date to one class of unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassLadder {
    /// The class as shown: 设区市.
    pub label: String,
    /// Mails, by rising working days.
    pub rungs: Vec<AfterRung>,
    /// What the system then proposes and people decide.
    pub proposals: Proposals,
}

/// A mail after the date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AfterRung {
    /// On which working day after the date; 1 is the first.
    pub workdays: u32,
    /// Whom it tells.
    pub to: Vec<Recipient>,
    /// The rung as shown: 提醒联络员.
    pub label: String,
}

/// What is proposed, and from when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposals {
    /// From which working day after the date.
    pub workdays: u32,
    /// What may be decided, in any order.
    pub options: Vec<ProposalOption>,
}

/// Something that may be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalOption {
    /// What it is.
    pub kind: ProposalKind,
    /// As shown: 提醒函.
    pub label: String,
}

impl Ladder {
    /// Reminders before the date.
    pub fn before(&self) -> &Before {
        &self.0.before
    }

    /// The monthly report.
    pub fn monthly(&self) -> &Monthly {
        &self.0.monthly
    }

    /// What happens after the date to a class of unit.
    pub fn after(&self, class: UnitClass) -> &ClassLadder {
        let After { city, county, township, .. } = &self.0.after;
        match class {
            UnitClass::City => city,
            UnitClass::County => county.as_ref().unwrap_or(city),
            UnitClass::Township => township.as_ref().or(county.as_ref()).unwrap_or(city),
            // Of a class that another version wrote nobody is called to account: the mildest ladder.
            UnitClass::Department | UnitClass::Unknown(_) => &self.0.after.department,
            UnitClass::Enterprise => &self.0.after.enterprise,
            UnitClass::Agency => &self.0.after.agency,
        }
    }
}

impl TryFrom<Rules> for Ladder {
    type Error = LadderError;

    fn try_from(rules: Rules) -> Result<Self, LadderError> {
        let falling = rules.before.workdays.iter().rev();
        check_rising("before.workdays", falling.copied())?;
        check_somebody("before.to", &rules.before.to)?;
        check_somebody("monthly.to", &rules.monthly.to)?;
        check_no_lead("monthly.to", &rules.monthly.to)?;
        let ladder = Self(rules);
        UnitClass::ALL.iter().try_for_each(|class| check_class(*class, ladder.after(*class)))?;
        Ok(ladder)
    }
}

fn check_class(class: UnitClass, ladder: &ClassLadder) -> Result<(), LadderError> {
    let place = format!("after.{class}");
    let mails = ladder.rungs.iter().map(|rung| rung.workdays);
    check_rising(&place, mails.chain([ladder.proposals.workdays]))?;
    ladder.rungs.iter().try_for_each(|rung| check_somebody(&format!("{place} +{}", rung.workdays), &rung.to))
}

fn check_rising(place: &str, workdays: impl Iterator<Item = u32>) -> Result<(), LadderError> {
    let mut last = 0;
    for days in workdays {
        if days <= last {
            return Err(LadderError { place: place.to_owned(), fault: LadderFault::OutOfOrder(days) });
        }
        last = days;
    }
    Ok(())
}

fn check_somebody(place: &str, to: &[Recipient]) -> Result<(), LadderError> {
    if to.is_empty() { Err(LadderError { place: place.to_owned(), fault: LadderFault::Nobody }) } else { Ok(()) }
}

/// A unit reports for all its measures at once: they have no one lead.
fn check_no_lead(place: &str, to: &[Recipient]) -> Result<(), LadderError> {
    let fault = LadderFault::NoLead;
    if to.contains(&Recipient::LeadLiaison) { Err(LadderError { place: place.to_owned(), fault }) } else { Ok(()) }
}

/// Why rules are refused: where, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderError {
    /// The key in the file.
    pub place: String,
    /// What is wrong there.
    pub fault: LadderFault,
}

/// What can be wrong with rules that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LadderFault {
    /// These working days are 0, stand twice or in the wrong order.
    OutOfOrder(u32),
    /// Nobody is told.
    Nobody,
    /// The lead is told where there is none.
    NoLead,
}

impl fmt::Display for LadderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fault {
            LadderFault::OutOfOrder(days) => write!(f, "{}: {days} is 0, stands twice or out of order", self.place),
            LadderFault::Nobody => write!(f, "{}: nobody is told", self.place),
            LadderFault::NoLead => write!(f, "{}: lead_liaison stands for nobody here", self.place),
        }
    }
}

impl std::error::Error for LadderError {}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../config/escalation.toml");

    fn refusal(from: &str, to: &str) -> String {
        let changed = FILE.replacen(from, to, 1);
        assert_ne!(changed, FILE, "{from:?} is not in the file any more");
        toml::from_str::<Ladder>(&changed).unwrap_err().to_string()
    }

    #[test]
    fn the_shipped_file_says_what_the_design_says_for_every_class() {
        let ladder: Ladder = toml::from_str(FILE).unwrap();
        assert_eq!((ladder.before().workdays.as_slice(), ladder.monthly().remind_workdays), (&[10, 5, 1][..], 3));
        for class in UnitClass::ALL {
            let after = ladder.after(*class);
            let rungs = after.rungs.iter().map(|rung| (rung.workdays, rung.to.as_slice())).collect::<Vec<_>>();
            assert_eq!(rungs[0], (1, &[Recipient::Liaison][..]), "{class}");
            assert_eq!(rungs[1], (3, &[Recipient::Head, Recipient::LeadLiaison][..]), "{class}");
            assert_eq!(rungs[2], (5, &[Recipient::Coordinator][..]), "{class}");
            assert_eq!((rungs.len(), after.proposals.workdays), (3, 10), "{class}");
        }
    }

    #[test]
    fn cities_may_be_called_to_account_and_departments_only_asked_and_coordinated() {
        let ladder: Ladder = toml::from_str(FILE).unwrap();
        let labels =
            |class| ladder.after(class).proposals.options.iter().map(|option| option.label.clone()).collect::<Vec<_>>();
        assert_eq!(labels(UnitClass::City), ["提醒函", "通报", "预警", "约谈", "提请问责"]);
        for class in UnitClass::PLACES {
            assert_eq!(labels(class), labels(UnitClass::City), "{class}");
        }
        for class in [UnitClass::Department, UnitClass::Enterprise, UnitClass::Agency] {
            assert_eq!(labels(class), ["工作提醒函", "报请自治区领导协调"], "{class}");
        }
    }

    #[test]
    fn where_nothing_is_written_for_counties_they_climb_as_cities_do() {
        let (before, rest) = FILE.split_once("[after.county]").unwrap();
        let (_, behind) = rest.split_once("[after.department]").unwrap();
        let ladder: Ladder = toml::from_str(&format!("{before}[after.department]{behind}")).unwrap();
        for class in UnitClass::PLACES {
            assert_eq!(ladder.after(class), ladder.after(UnitClass::City), "{class}");
        }
    }

    #[test]
    fn an_unknown_key_or_word_is_refused() {
        assert!(refusal("remind_workdays", "remind_days").contains("unknown field `remind_days`"));
        assert!(refusal("to = [\"head\"", "to = [\"mayor\"").contains("mayor"));
    }

    #[test]
    fn rungs_out_of_order_are_refused_with_their_place() {
        assert!(refusal("[10, 5, 1]", "[5, 10, 1]").contains("before.workdays: 5 is 0, stands twice"));
        assert!(refusal("[10, 5, 1]", "[10, 5, 0]").contains("before.workdays: 0"));
        assert!(refusal("workdays = 3, to", "workdays = 1, to").contains("after.city: 1 is 0, stands twice"));
        assert!(refusal("workdays = 10\n", "workdays = 5\n").contains("after.city: 5"));
    }

    #[test]
    fn a_rung_that_tells_nobody_is_refused() {
        assert!(
            refusal("remind_workdays = 3\nto = [\"liaison\"]", "remind_workdays = 3\nto = [\"lead_liaison\"]")
                .contains("monthly.to: lead_liaison")
        );
        assert!(
            refusal("workdays = 5, to = [\"coordinator\"]", "workdays = 5, to = []").contains("after.city +5: nobody")
        );
    }
}
