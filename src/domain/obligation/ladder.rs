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
        /// 工作提示函.
        WorkReminderLetter = "work_reminder_letter",
        /// 报请自治区领导协调.
        RegionalCoordination = "regional_coordination",
    }
}

impl ProposalKind {
    /// Whether it only reminds: a letter. All else is proposed by people alone.
    pub fn is_letter(self) -> bool {
        matches!(self, ProposalKind::ReminderLetter | ProposalKind::WorkReminderLetter)
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
    /// What the system then proposes, what people may propose, and people decide.
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
    /// What the system proposes then by itself: a letter.
    pub options: Vec<ProposalOption>,
    /// What else people may propose, in any order, when they find it right.
    pub by_people: Vec<ProposalOption>,
}

impl Proposals {
    /// What people may propose: the letter too, and earlier than the system would.
    pub fn for_people(&self) -> impl Iterator<Item = ProposalKind> {
        self.options.iter().chain(&self.by_people).map(|option| option.kind)
    }
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
    if ladder.rungs.is_empty() {
        return Err(LadderError { place: format!("{place}.rungs"), fault: LadderFault::NoRungs });
    }
    let mails = ladder.rungs.iter().map(|rung| rung.workdays);
    check_rising(&place, mails.chain([ladder.proposals.workdays]))?;
    check_letters(&format!("{place}.proposals"), &ladder.proposals.options)?;
    ladder.rungs.iter().try_for_each(|rung| check_somebody(&format!("{place} +{}", rung.workdays), &rung.to))
}

/// What stands in judgement over somebody is never proposed by a clock.
fn check_letters(place: &str, options: &[ProposalOption]) -> Result<(), LadderError> {
    let harsh =
        options.iter().find(|option| !option.kind.is_letter()).map(|option| LadderFault::NotALetter(option.kind));
    let fault = if options.is_empty() { Some(LadderFault::Nothing) } else { harsh };
    fault.map_or(Ok(()), |fault| Err(LadderError { place: place.to_owned(), fault }))
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
    /// Nobody would ever be told that something is late.
    NoRungs,
    /// The system would propose nothing.
    Nothing,
    /// The system would propose by itself what only people propose.
    NotALetter(ProposalKind),
}

/// `after.city：…`, for whoever has written the rules.
impl fmt::Display for LadderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：", self.place)?;
        match self.fault {
            LadderFault::OutOfOrder(days) => write!(f, "工作日 {days} 为 0、重复或顺序不对"),
            LadderFault::Nobody => f.write_str("没有收件岗位"),
            LadderFault::NoRungs => f.write_str("没有任何一级，逾期后将无人得到通知"),
            LadderFault::Nothing => f.write_str("options 为空"),
            LadderFault::NotALetter(kind) => write!(f, "{kind} 只能由人员提出，应写在 by_people"),
            LadderFault::NoLead => f.write_str("lead_liaison 在此不指任何人"),
        }
    }
}

impl std::error::Error for LadderError {}

#[cfg(test)]
mod tests;
