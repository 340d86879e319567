//! A measure: its text, units, milestones and indicators.

mod twice;

use self::twice::{distinct, doubt_second, once};
use super::assignment::Assigner;
use super::blocks::Block;
use super::bounds::{self, Thing};
use super::clean;
use super::date::Years;
use super::deadline;
use super::doubt::Doubts;
use super::indicator;
use super::owed;
use super::parsed::{Context, Parsed};
use super::places;
use super::region::Whole;
use super::registry::{Members, UnitRegistry};
use super::remarks;
use super::sentence::sentences;
use super::steps::Steps;
use super::table;
use super::text::Passage;
use super::undated;
use duban_domain::draft::{DraftIndicator, DraftMeasure, DraftMilestone, Span};

/// How much of a measure without units is quoted.
const QUOTE: usize = 50;

/// What opens an item besides a number: ——5月底前完成选址.
const ITEMS: &[&str] = &["——", "—", "·", "•"];

/// Reads the measures of a document one after another.
#[derive(Debug)]
pub(super) struct Reader<'r> {
    /// The document's characters as they are.
    pub(super) raw: &'r [char],
    /// What is known of units and cities.
    pub(super) registry: &'r UnitRegistry,
    /// The plan's years.
    pub(super) years: Years,
    /// The years that times in notes and rows are in.
    pub(super) times: Years,
    /// All of the region: who owes where nobody is named.
    pub(super) whole: Whole,
    /// Whether it is stages that are read.
    pub(super) steps: Steps,
    /// Who does what.
    pub(super) assigner: Assigner<'r>,
}

impl Reader<'_> {
    /// Reads a measure, the `index`th of its task. The first has the task's heading before it. None where the document has
    /// more than are read.
    pub(super) fn read(
        &mut self,
        index: u32,
        heading: Option<Passage<'_>>,
        block: &Block<'_>,
        doubts: &mut Doubts,
    ) -> Option<DraftMeasure> {
        if block.whole().is_some_and(|whole| !doubts.allow(Thing::Measure, whole)) {
            return None;
        }
        let text = bounded(governed(heading, block), doubts);
        self.assigner.declare(&block.declared, doubts);
        let assigned = self.assigner.assign(block.note.as_ref(), doubts);
        let nobody = if assigned.is_empty() { self.steps.of_nobody() } else { None };
        if let Some((whole, message)) = block.whole().zip(nobody) {
            doubts.warn(whole.to(whole.start() + QUOTE), message);
        }
        let proposed = self.proposed(block, &assigned.responsible, doubts);
        let default_owner = self.without_subject(&assigned.responsible);
        let context = Context { registry: self.registry, years: self.years, default_owner: &default_owner };
        let (mut milestones, mut indicators) = read_pieces(&text, context, doubts);
        table::date_stages(&mut indicators, block.note.as_ref(), Context { years: self.times, ..context });
        let figures = table::figures_of_row(block.note.as_ref(), Context { years: self.times, ..context });
        indicators
            .extend(figures.into_iter().filter(|_| block.whole().is_none_or(|w| doubts.allow(Thing::Indicator, w))));
        let span = text.first().copied().into_iter().chain(block.whole()).reduce(Passage::through);
        let span = span.map_or(Span(0, 0), Passage::span);
        let noted = deadline::of_note(block, span, Context { years: self.times, ..context }, doubts);
        doubt_second(&milestones, &noted, block, doubts);
        noted.into_iter().for_each(|noted| once(&mut milestones, noted));
        let named = [&assigned.lead, &assigned.responsible, &assigned.support, &assigned.guide];
        if self.whole.of_cities {
            milestones.iter_mut().for_each(|milestone| owed::as_cities(&mut milestone.owed_by, self.registry));
            indicators.iter_mut().for_each(|indicator| owed::as_cities(&mut indicator.scope, self.registry));
        }
        owed::as_assigned(&mut milestones, &named, self.registry);
        let milestones = distinct(milestones);
        remarks::doubt(block.note.as_ref(), doubts);
        Some(DraftMeasure {
            index,
            subtitle: block.subtitle.map(Passage::brief),
            text: text.iter().map(|piece| clean::as_written(*piece, self.raw)).collect::<Vec<_>>().join("\n"),
            span,
            lead: assigned.lead,
            support: assigned.support,
            responsible: assigned.responsible,
            guide: assigned.guide,
            proposed,
            notes: remarks::in_words(&assigned.duties, block.note.as_ref()),
            progress: remarks::progress(block.note.as_ref(), doubts),
            milestones,
            indicators,
        })
    }

    /// Who owes where a sentence has no subject, in the region's own word.
    fn without_subject(&self, responsible: &[String]) -> String {
        let owner = owed::without_subject(responsible, self.registry);
        if owner == owed::REGION { self.whole.word.to_owned() } else { owner }
    }

    /// The cities that a measure names where only "some cities" are responsible.
    fn proposed(&self, block: &Block<'_>, responsible: &[String], doubts: &mut Doubts) -> Vec<String> {
        let some = responsible.iter().filter_map(|name| self.registry.group(name)).find(|g| g.members == Members::Some);
        let (Some(group), Some(note)) = (some, block.note.as_ref()) else { return Vec::new() };
        let mut cities: Vec<String> = Vec::new();
        for city in block.pieces.iter().flat_map(|p| places::cities_in(*p, self.registry)) {
            if !cities.contains(&city) {
                cities.push(city);
            }
        }
        let at = note
            .whole
            .find(&group.phrase)
            .map_or(note.whole, |at| note.whole.cut(at, at + group.phrase.chars().count()));
        let named = if cities.is_empty() {
            "文中没有点名".to_owned()
        } else {
            format!("文中点名：{}", cities.join("、"))
        };
        doubts.warn(at, format!("“{}”指哪些市待确认，{named}", group.phrase));
        cities
    }
}

/// The text of a measure, as much as is read of one.
fn bounded<'t>(text: Vec<Passage<'t>>, doubts: &mut Doubts) -> Vec<Passage<'t>> {
    let (mut left, mut read) = (bounds::TEXT, Vec::new());
    for piece in text {
        if piece.len() > left {
            let message = format!("一项措施超过 {} 字，从这里起没有再读", bounds::TEXT);
            doubts.refuse(piece.from(piece.start() + left), message);
            read.push(piece.to(piece.start() + left));
            break;
        }
        left -= piece.len();
        read.push(piece);
    }
    read
}

/// The text that a note governs, paragraph by paragraph. A heading that is a sentence of it, closed by a full
/// stop, opens it; one that stands on a line of its own without a full stop is no part of it.
fn governed<'t>(heading: Option<Passage<'t>>, block: &Block<'t>) -> Vec<Passage<'t>> {
    let mut text = block.pieces.clone();
    let (Some(heading), Some(first)) = (heading, text.first_mut()) else { return text };
    let whole = heading.through(*first);
    let opening = whole.to(heading.end() + 1);
    if whole.at(heading.end()) != Some('。') {
        return text;
    }
    if opening.end() == first.start() {
        *first = whole;
    } else if first.start() > opening.end() {
        text.insert(0, opening);
    }
    text
}

fn read_pieces(
    pieces: &[Passage<'_>],
    context: Context<'_>,
    doubts: &mut Doubts,
) -> (Vec<DraftMilestone>, Vec<DraftIndicator>) {
    let (mut milestones, mut indicators) = (Vec::new(), Vec::new());
    let (prose, found) = figures_of(pieces, context, doubts);
    indicators.extend(found);
    let mut before: Option<Passage<'_>> = None;
    for sentence in prose.iter().flat_map(|p| sentences(*p)) {
        let sentence = sentence.strip_prefix(ITEMS).unwrap_or(sentence);
        if sentence.is_spent() {
            break;
        }
        if milestones.len().max(indicators.len()) >= bounds::OF_MEASURE {
            let message = format!("一项措施的时间节点或指标超过 {} 个，从这里起没有再读", bounds::OF_MEASURE);
            doubts.refuse(sentence, message);
            break;
        }
        let parsed = Parsed::new(sentence, context, doubts);
        let mut dated = deadline::milestones(&parsed, context, doubts);
        if let Some(before) = before.replace(sentence) {
            let bare = dated.iter().all(|m| deadline::is_bare(&m.deliverable));
            let alone =
                |m: &&mut DraftMilestone| m.deliverable == "完成" || (bare && deadline::is_bare(&m.deliverable));
            dated.iter_mut().filter(alone).for_each(|m| m.deliverable = before.brief());
        }
        let undated = undated::milestones(&parsed, context, doubts);
        milestones.extend(dated.into_iter().chain(undated).filter(|_| doubts.allow(Thing::Milestone, sentence)));
        let found = indicators_of(&parsed, context, doubts);
        going_on(sentence, found, &mut indicators);
    }
    (milestones, indicators)
}

/// Adds the indicators of a sentence. One that tells parts of what stands before has its date: 到2025年底，…达到60%。其中，甲县70%.
fn going_on(sentence: Passage<'_>, mut found: Vec<DraftIndicator>, all: &mut Vec<DraftIndicator>) {
    let due = all.last().filter(|_| sentence.strip_prefix(&["其中"]).is_some()).and_then(|last| last.due);
    found.iter_mut().filter(|part| part.due.is_none()).for_each(|part| part.due = due);
    all.append(&mut found);
}

/// The paragraphs that are no table of figures, and the figures of those that are.
fn figures_of<'t>(
    pieces: &[Passage<'t>],
    context: Context<'_>,
    doubts: &mut Doubts,
) -> (Vec<Passage<'t>>, Vec<DraftIndicator>) {
    let (mut prose, mut indicators, mut rest) = (Vec::new(), Vec::new(), pieces);
    while let Some((first, behind)) = rest.split_first() {
        let (rows, mut found) = table::figures(rest, context);
        found.retain(|_| doubts.allow(Thing::Indicator, *first));
        let read = if found.is_empty() { rows.max(1) } else { rows };
        if found.is_empty() {
            prose.extend(rest.iter().take(read).copied());
        }
        indicators.extend(found);
        rest = rest.get(read..).unwrap_or(behind);
    }
    (prose, indicators)
}

/// The indicators of a sentence, as many as are read of the document.
fn indicators_of(parsed: &Parsed<'_>, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftIndicator> {
    let mut found = indicator::indicators(parsed, context, doubts);
    found.retain(|_| doubts.allow(Thing::Indicator, parsed.whole));
    found
}

/// The indicators of the general part: the targets of the whole region.
pub(super) fn region_targets(
    general: &[Passage<'_>],
    registry: &UnitRegistry,
    (years, whole): (Years, Whole),
    doubts: &mut Doubts,
) -> Vec<DraftIndicator> {
    let context = Context { registry, years, default_owner: whole.word };
    let mut found = Vec::new();
    for sentence in general.iter().flat_map(|p| sentences(*p)).filter(|s| !s.is_spent()) {
        let parsed = Parsed::new(sentence, context, doubts);
        let figures = indicators_of(&parsed, context, doubts).into_iter().filter(|i| i.value.is_some()).collect();
        going_on(sentence, figures, &mut found);
    }
    if whole.of_cities {
        found.iter_mut().for_each(|indicator| owed::as_cities(&mut indicator.scope, registry));
    }
    found
}
