//! The plan compiler: a document in, a draft plan out.
//!
//! The text passes through small steps, and each knows nothing of the next:
//!
//! 0. `visible` leaves outside what nobody sees: controls, marks of direction, zero-width characters.
//! 1. `clean` takes OCR white space and half-width punctuation out, character by character, `unfold` puts
//!    headings on lines of their own, and `mend` joins what page breaks have cut. From here on every character knows where it stood in the document.
//! 2. `outline` finds title, headings, task tables (`table`) and annex; `tasks` says which headings are tasks, and
//!    `blocks` cuts the text of a task at its notes.
//! 3. `responsibility` finds the notes, `lists` reads what they say (`roles`), `running` what they declare for
//!    all that follows, `members` and `names` whom they name; `assignment` puts it together.
//! 4. `deadline`, `undated` and `indicator` read sentence by sentence what must be there by when, who
//!    owes it (`owed`), and which figures bind: behind a comparator (`bound`), counting what is made (`counted`), as a share or a
//!    whole (`share`, `whole`), as a direction (`direction`), unless `no_target` refuses them; `annex` reads the tables of targets by city.
//! 5. `unsaid` has the last word: dates, figures and roles that are written where something was read, and that no field says.
//!
//! Only what is written is said: no year-end defaults, no fan-out. What was mended, missing or read in one of
//! several ways becomes a [`Problem`]. Reading never fails.

#![cfg_attr(test, expect(clippy::as_conversions, reason = "tests count in small numbers"))]

mod annex;
mod assignment;
mod blank;
mod blocks;
mod bodies;
mod bounds;
mod clean;
mod cursor;
mod date;
mod deadline;
mod deal;
mod doubt;
mod figure;
mod guiding;
mod head;
mod heading;
mod indicator;
mod issue;
mod items;
mod leftover;
mod lists;
mod measure;
mod mend;
mod named;
mod names;
mod note;
mod numeral;
mod occasion;
mod outline;
mod owed;
mod paragraph;
mod parsed;
mod places;
mod provinces;
mod radicals;
mod range;
mod reader;
mod region;
mod registry;
mod remark;
mod remarks;
mod responsibility;
mod review;
mod roles;
mod running;
mod sentence;
mod shared;
mod signature;
mod steps;
mod table;
mod tasks;
mod text;
mod times;
mod undated;
mod unfold;
mod unit_of_measure;
mod units;
mod unsaid;
mod verbs;
mod visible;
mod widths;
mod words;

use assignment::Assigner;
use doubt::Doubts;
use duban_domain::draft::{Document, Draft, DraftTask, Problem, Span};
use measure::Reader;
use names::Naming;
use steps::Steps;
use table::Layout;
use text::Passage;
use visible::{Visible, visible};

pub use paragraph::{MAX_PARAGRAPH_CHARS, OfPlan, Paragraph, compile_paragraph};
pub use reader::{MAX_FILE_BYTES, ReadDocument, ReadError, read_document};
pub use registry::{City, Group, Members, Region, RegistryError, Unit, UnitRegistry};

/// What the compiler knows besides the document.
#[derive(Debug, Clone, Copy)]
pub struct Options<'r> {
    /// The region's units and cities.
    pub registry: &'r UnitRegistry,
    /// The plan's year, where the caller knows it; else the document tells.
    pub year: Option<i32>,
}

/// Reads a document. Never fails: what could not be read is among the draft's problems.
pub fn compile(text: &str, options: &Options<'_>) -> Draft {
    compile_counting(visible(text), &Layout::default(), options).0
}

/// The same, with the steps that were taken for it: each looks at a character.
fn compile_counting(seen: Visible, layout: &Layout, options: &Options<'_>) -> (Draft, u64) {
    let mut doubts = Doubts::default();
    seen.say(&mut doubts);
    let document = seen.text;
    let raw: Vec<char> = document.chars().collect();
    let mended = mended(&raw, &mut doubts);
    let text = mended.whole();
    let outline = outline::with_tables(text, layout, &mut doubts);
    let mut parts = tasks::tasks(&outline, &mut doubts);

    let mut plan = head::head(text, &outline, options.registry, options.year, &mut doubts);
    let years = head::years(&plan, &outline);
    let whole = region::whole(text, &plan.title, options.registry, plan.region.is_some());
    plan.indicators = measure::region_targets(&parts.general, options.registry, (years, whole), &mut doubts);
    let naming = Naming::new(options.registry, plan.region.is_some());
    let times = times::years(years, &parts.tasks, &mut doubts);
    let own = times::of_tasks(years, &parts.tasks, &mut doubts);
    tasks::by_year::settle(&mut parts.tasks, &own, times, &mut doubts);
    let (registry, assigner) = (options.registry, Assigner::new(naming, parts.first_leads));
    let mut reader = Reader { raw: &raw, registry, years, times, whole, steps: Steps::Outside, assigner };
    let tasks: Vec<DraftTask> = parts
        .tasks
        .into_iter()
        .zip(own)
        .filter_map(|(task, own)| of_years(task, own, &mut reader, &mut doubts))
        .collect();
    let annex::Annex { targets: city_targets, read } = annex::read(&outline.annex, layout, registry, &mut doubts);

    review::foreign_words(text, &mut doubts);
    review::missing(text, &plan, &tasks, outline.is_numbered(), &mut doubts);
    review::inconsistencies(&city_targets, &plan, &mut doubts);
    issue::doubt_earlier(text, &tasks, &mut doubts);
    let units = reader.assigner.into_units().into_list();
    let headings = spans(&outline.headings());
    let annex = spans(&read);
    let unread = outline.unread.map_or(raw.len(), |unread| unread.span().0);
    let leftovers = leftover::leftovers(&raw, [&headings, &annex], &tasks, unread);
    let title = outline.title.map_or(Span(0, 0), Passage::span);
    let read = unsaid::Read {
        plan: &plan,
        title,
        tasks: &tasks,
        targets: &city_targets,
        units: &units,
        annex: &annex,
        headings: &headings,
        leftovers: &leftovers,
        unread,
    };
    unsaid::doubt(text, &read, &mut doubts);
    if text.is_spent() {
        doubts.refuse(text.to(text.start() + 30), "文件太复杂，有些内容没有读完，请拆成几个文件");
    }
    let (problems, document) = (doubts.in_order(), Document { text: document });
    let draft = Draft { plan, document, tasks, city_targets, units, problems, headings, annex, leftovers };
    (draft, text.steps())
}

/// The text with a paragraph a line. Every step gives its room back before the next takes its own.
fn mended(raw: &[char], doubts: &mut Doubts) -> text::Text {
    let unfolded = {
        let cleaned = clean::clean(raw, doubts);
        unfold::unfold(&cleaned)
    };
    mend::mend(&unfolded, doubts).finished()
}

/// Where passages stand, in the order of the document.
fn spans(passages: &[Passage<'_>]) -> Vec<Span> {
    let mut spans: Vec<Span> = passages.iter().map(|passage| passage.span()).collect();
    spans.sort();
    spans
}

/// Reads a file of any kind that is known, and compiles what stands in it.
///
/// # Errors
/// [`ReadError`] where it is no document that can be read.
pub fn compile_file(name: &str, bytes: &[u8], options: &Options<'_>) -> Result<Draft, ReadError> {
    let document = read_document(name, bytes)?;
    let seen = visible(&document.text);
    let problems: Vec<_> =
        document.problems.into_iter().map(|problem| Problem { span: seen.moved(problem.span), ..problem }).collect();
    let layout = Layout::of(&document.tables, &document.headings, |span| seen.moved(span));
    let mut draft = compile_counting(seen, &layout, options).0;
    draft.problems.extend(problems);
    draft.problems.sort_by_key(|problem| problem.span);
    Ok(draft)
}

/// The draft of a task that may have years of its own.
fn of_years(
    task: tasks::Task<'_>,
    own: Option<date::Years>,
    reader: &mut Reader<'_>,
    doubts: &mut Doubts,
) -> Option<DraftTask> {
    let (years, times) = (reader.years, reader.times);
    (reader.years, reader.times) = (own.unwrap_or(years), own.unwrap_or(times));
    let mut task = draft_task(task, reader, doubts);
    (reader.years, reader.times) = (years, times);
    times::of_year(task.as_mut(), own, years);
    task
}

/// The draft of a task; none where all its measures are beyond what is read.
fn draft_task(task: tasks::Task<'_>, reader: &mut Reader<'_>, doubts: &mut Doubts) -> Option<DraftTask> {
    reader.steps = reader.steps.next(tasks::are_steps(&task.section_title));
    let title = task.heading.map_or(task.title, |heading| clean::as_written(heading, reader.raw));
    let headings = task.heading.into_iter().map(Some).chain(std::iter::repeat(None));
    let blocks = (1u32..).zip(headings).zip(&task.blocks);
    let measures: Vec<_> = blocks.filter_map(|((i, heading), block)| reader.read(i, heading, block, doubts)).collect();
    let unread = measures.is_empty() && !task.blocks.is_empty();
    let (section, section_title, number) = (task.section, task.section_title, task.number);
    (!unread).then_some(DraftTask { section, section_title, number, title, measures })
}

#[cfg(test)]
mod labelled;
#[cfg(test)]
mod made_up;

#[cfg(test)]
mod tests {
    use super::{Layout, Options, UnitRegistry, compile_counting, visible};

    #[test]
    fn a_plan_of_thirty_kilobytes_is_read_in_few_steps() {
        let registry = UnitRegistry::guangxi().unwrap();
        let options = Options { registry: &registry, year: None };
        let plan = include_str!("../../seeds/guangxi-air-2024/plan.txt");
        let steps = compile_counting(visible(plan), &Layout::default(), &options).1;
        assert!(steps < 720_000, "{steps}");
    }

    #[test]
    fn twice_the_text_is_at_most_twice_the_work() {
        let registry = UnitRegistry::guangxi().unwrap();
        let steps = |piece: &str, times: usize| {
            let options = Options { registry: &registry, year: None };
            let steps = |text: &str| compile_counting(visible(text), &Layout::default(), &options).1;
            steps(&format!("1.加强管理。（责任单位：市甲局、{}）", piece.repeat(times))) + steps(&piece.repeat(times))
        };
        for piece in [
            "。（责任单位：市甲局",
            "占比达到95%",
            "按期，",
            "到2025年6月底前完成，",
            "市甲局、",
            "市甲局及",
            "；责任单位：",
            "一二三",
            "1,",
            "（",
            "《",
            "企业应当，",
            "南宁、柳州、",
            "：1.",
            "以下均需市甲局落实，不再列出。",
            "甲\t",
            "1.甲。（责任单位：市甲局）\n",
            "市甲局牵头，",
            "每月1，",
            "的",
            "、",
            "95%、",
        ] {
            let (once, twice) = (steps(piece, 1_000), steps(piece, 2_000));
            assert!(twice <= 2 * once + once / 2 + 20_000, "{piece}: {once} {twice}");
        }
    }
}
