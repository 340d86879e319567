//! Who does what: the units of a note by role, with the conventions that the document has declared so far.

mod leads;

use self::leads::leads;
use super::bounds::{self, Thing};
use super::doubt::Doubts;
use super::lists::List;
use super::names::{self, Named, Naming};
use super::note::Note;
use super::roles::Role;
use super::running::{Convention, UNSEEN};
use super::table;
use super::text::Passage;
use super::units::Units;

/// A measure says no more of how they share the work.
const DUTIES: usize = 10;

/// The units of a measure by role.
#[derive(Debug, Default, Clone)]
pub(super) struct Assigned {
    /// 牵头.
    pub(super) lead: Vec<String>,
    /// 配合.
    pub(super) support: Vec<String>,
    /// 责任.
    pub(super) responsible: Vec<String>,
    /// 指导.
    pub(super) guide: Vec<String>,
    /// What else the note says: 按职责负责.
    pub(super) duties: Vec<String>,
}

/// Assigns the measures of a document one after another.
#[derive(Debug)]
pub(super) struct Assigner<'r> {
    naming: Naming<'r>,
    units: Units<'r>,
    first_leads: bool,
    also: Vec<(Role, Vec<Named>)>,
    /// Who does it where nobody is named.
    otherwise: Option<(Role, Vec<Named>)>,
    /// The units that the note before names: 同上.
    last: Assigned,
}

impl<'r> Assigner<'r> {
    /// At the start of a document, before any convention but the one that its first of a list leads.
    pub(super) fn new(naming: Naming<'r>, first_leads: bool) -> Self {
        let units = Units::new(naming.registry, naming.native);
        Self { naming, units, first_leads, also: Vec::new(), otherwise: None, last: Assigned::default() }
    }

    /// Every unit named, once.
    pub(super) fn into_units(self) -> Units<'r> {
        self.units
    }

    /// Takes up conventions that stand before a measure's note.
    pub(super) fn declare(&mut self, conventions: &[Convention<'_>], doubts: &mut Doubts) {
        for convention in conventions {
            match convention {
                Convention::FirstLeads | Convention::FirstLeadsEverywhere => self.first_leads = true,
                Convention::MarkedLead(mark) => self.naming.mark = Some(*mark),
                Convention::Unseen(clause) => doubts.warn(*clause, UNSEEN),
                Convention::Also(role, list) => self.declare_all(*role, *list, doubts),
                Convention::Otherwise(role, list) => self.otherwise = Some((*role, self.read(*list, doubts))),
                Convention::Time(_) | Convention::TimeBefore(_) => {} // `tasks` has given it to those without a time
                Convention::Before(clause) => {
                    doubts.warn(
                        *clause,
                        "这里说的是前面各项的共同责任单位：同一标题下没有写明的各项已按此读，写明的没有加，请核对",
                    );
                }
            }
        }
    }

    fn declare_all(&mut self, role: Role, list: Passage<'_>, doubts: &mut Doubts) {
        if self.also.iter().map(|(_, named)| named.len()).sum::<usize>() < bounds::STANDING {
            let named = self.read(list, doubts);
            self.also.push((role, named));
        } else {
            doubts.warn(list, "共同参与的单位已经太多，这里的没有再加到后面各项");
        }
    }

    /// The units of a measure. What the note itself declares counts for it as well.
    pub(super) fn assign(&mut self, note: Option<&Note<'_>>, doubts: &mut Doubts) -> Assigned {
        let Some(note) = note else { return self.of_nobody() };
        self.declare(&note.conventions, doubts);
        if note.unclosed {
            doubts.warn(note.whole, "括注缺右括号，已读到段末");
        }
        let mut assigned = self.by_role(note, doubts);
        self.last = assigned.clone();
        if note.lists.is_empty() {
            assigned = self.of_nobody();
        }
        assigned.inherit(&self.also);
        assigned.bound(note.whole, doubts);
        assigned
    }

    /// The units of a measure for which nobody is named.
    fn of_nobody(&self) -> Assigned {
        let mut assigned = Assigned::default();
        if let Some((role, named)) = &self.otherwise {
            assigned.add(*role, named.iter().map(|unit| unit.name.clone()));
        }
        assigned.inherit(&self.also);
        assigned
    }

    fn by_role(&mut self, note: &Note<'_>, doubts: &mut Doubts) -> Assigned {
        let mut assigned = Assigned::default();
        let led = note.lists.iter().any(|list| leads(list, self.naming.mark));
        let main = if led { Role::Responsible } else { Role::Lead };
        let mut leader_due = self.first_leads && !led;
        for list in &note.lists {
            if !assigned.has_room(list.names, doubts) {
                break;
            }
            if table::is_ditto(list.names) {
                assigned.repeat(&mut self.last, list, doubts);
                continue;
            }
            let (own, named): (Vec<_>, Vec<_>) =
                self.read(list.names, doubts).into_iter().partition(|unit| unit.role.is_some());
            own.into_iter().for_each(|unit| assigned.add(unit.role.unwrap_or(list.role), [unit.name].into_iter()));
            let mut named = named.into_iter().map(|unit| unit.name);
            if leader_due && matches!(list.role, Role::Responsible | Role::Bare) {
                assigned.lead.extend(named.next());
                leader_due = false;
            }
            let bare = if self.first_leads { Role::Support } else { Role::Responsible };
            let role = match list.role {
                Role::Bare => bare,
                Role::Main => main,
                Role::Unknown => unknown(list, doubts),
                role => role,
            };
            assigned.add(role, named);
            assigned.say(list.duty);
        }
        assigned
    }

    fn read(&mut self, list: Passage<'_>, doubts: &mut Doubts) -> Vec<Named> {
        let mut named = names::read(list, self.naming, doubts);
        named.retain(|unit| self.units.add(unit, list, doubts));
        named
    }
}

/// The role of a list whose word is not known.
fn unknown(list: &List<'_>, doubts: &mut Doubts) -> Role {
    let word = list.duty.unwrap_or(list.names);
    let said = word.brief();
    doubts.warn(word, format!("分工用语“{said}”不认识，已按责任单位读，请核对"));
    Role::Responsible
}

impl Assigned {
    fn of(&mut self, role: Role) -> &mut Vec<String> {
        match role {
            Role::Lead | Role::Main => &mut self.lead,
            Role::Support => &mut self.support,
            Role::Responsible | Role::Bare | Role::Unknown => &mut self.responsible,
            Role::Guide => &mut self.guide,
        }
    }

    /// Adds what the note before says under the same label; the units of all its labels where it has no such one.
    fn repeat(&mut self, last: &mut Assigned, list: &List<'_>, doubts: &mut Doubts) {
        let same = last.of(list.role).clone();
        let all = || [&last.lead, &last.responsible].into_iter().flatten().cloned().collect::<Vec<_>>();
        let names = if same.is_empty() { all() } else { same };
        if names.is_empty() {
            doubts.warn(list.names, "“同上”前面没有可以参照的单位，请补分工");
        }
        self.add(list.role, names.into_iter());
    }

    /// Whether a measure has as many units as are read for one.
    fn has_room(&self, list: Passage<'_>, doubts: &mut Doubts) -> bool {
        let room = [&self.lead, &self.support, &self.responsible, &self.guide].map(Vec::len).iter().sum::<usize>();
        if room >= bounds::LIST {
            doubts.refuse(list, format!("一项措施的单位超过 {} 个，从这里起没有再读", bounds::LIST));
        }
        room < bounds::LIST
    }

    /// Leaves out what is more than is read of a document.
    fn bound(&mut self, note: Passage<'_>, doubts: &mut Doubts) {
        for units in [&mut self.lead, &mut self.support, &mut self.responsible, &mut self.guide] {
            units.retain(|_| doubts.allow(Thing::Assignment, note));
        }
    }

    fn add(&mut self, role: Role, names: impl Iterator<Item = String>) {
        let units = self.of(role);
        for name in names {
            if !units.contains(&name) {
                units.push(name);
            }
        }
    }

    /// Units that take part in everything, unless they are named here: 各县（市、区）政府 names 各县（市、区）.
    fn inherit(&mut self, also: &[(Role, Vec<Named>)]) {
        let open = self.lead.is_empty();
        for (role, named) in also.iter().filter(|(role, _)| open || *role != Role::Lead) {
            let short = |name: &str| name.replace("人民政府", "政府");
            let here = |unit: &&Named| {
                let mut all = self.lead.iter().chain(&self.support).chain(&self.responsible);
                !all.any(|name| short(name).starts_with(&short(&unit.name)))
            };
            let missing: Vec<String> = named.iter().filter(here).map(|unit| unit.name.clone()).collect();
            self.add(*role, missing.into_iter());
        }
    }

    /// Whether nobody is named.
    pub(super) fn is_empty(&self) -> bool {
        [&self.lead, &self.support, &self.responsible, &self.guide].iter().all(|units| units.is_empty())
    }

    /// What is said beyond the plain word of the role.
    fn say(&mut self, duty: Option<Passage<'_>>) {
        let told = duty.filter(|duty| duty.contains_any(&["职责", "分工", "结合"])).map(Passage::brief);
        self.duties.extend(told.filter(|duty| self.duties.len() < DUTIES && !self.duties.contains(duty)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::UnitRegistry;
    use crate::responsibility::notes;
    use crate::text::text_of;

    /// The units of each note: lead / support / responsible / guide.
    fn read(written: &[&str]) -> Vec<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let mut assigner = Assigner::new(Naming::new(&registry, false), false);
        let row = |text: &&str| {
            let text = text_of(text);
            let found = assigner.assign(notes(text.whole()).first(), &mut Doubts::default());
            [found.lead, found.support, found.responsible, found.guide].map(|units| units.join("、")).join("/")
        };
        written.iter().map(row).collect()
    }

    #[test]
    fn the_first_listed_leads_from_the_declaration_on() {
        let rows = read(&[
            "甲。（责任单位：市甲局、市乙局）",
            "乙。（责任单位：市甲局、市乙局；列首位的为牵头单位，下同）",
            "丙。（责任部门：市丙局、丁局）",
            "丁。（市丁局牵头，市甲局负责）",
        ]);
        assert_eq!(rows, ["//市甲局、市乙局/", "市甲局//市乙局/", "市丙局//市丁局/", "市丁局//市甲局/"]);
    }

    #[test]
    fn a_word_in_brackets_behind_a_name_says_what_that_unit_does() {
        let rows = read(&[
            "甲。（责任单位：市甲局（牵头）、乙局、丙局（配合））",
            "乙。（牵头单位：市甲局（按职责分工）、市乙局（市丙局））",
        ]);
        assert_eq!(rows, ["市甲局/市丙局/市乙局/", "市甲局、市乙局（市丙局）///"]);
    }

    #[test]
    fn a_bare_list_is_led_by_its_first_where_that_was_said() {
        let rows = read(&[
            "甲。（市甲局、市乙局）",
            "乙。（市甲局、市乙局，列首的为牵头单位，下同）",
            "丙。（市丙局、市乙局）",
        ]);
        assert_eq!(rows, ["//市甲局、市乙局/", "市甲局/市乙局//", "市丙局/市乙局//"]);
    }

    #[test]
    fn who_takes_part_in_everything_counts_from_the_declaration_on() {
        let rows = read(&[
            "甲。（某甲部牵头，某乙部参与）",
            "乙。（某甲部指导，试验区政府负责落实。以下均需试验区政府落实，不再列出）",
            "丙。（某乙部指导）",
            "丁。",
        ]);
        assert_eq!(rows, ["某甲部/某乙部//", "//试验区政府/某甲部", "//试验区政府/某乙部", "//试验区政府/"]);
        let rows = read(&["甲。（市甲局牵头；以下各项均由各县政府落实，不再列出）", "乙。（市乙局负责）"]);
        assert_eq!(rows, ["市甲局//各县政府/", "//市乙局、各县政府/"]);
    }
}
