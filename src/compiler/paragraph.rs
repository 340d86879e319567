//! A paragraph by itself: one that a person takes out of a document because it was not read as a measure.

use super::assignment::Assigner;
use super::date::Years;
use super::doubt::Doubts;
use super::measure::Reader;
use super::names::Naming;
use super::steps::Steps;
use super::{Options, bounds, draft_task, mended, outline, region, tasks};
use duban_domain::draft::{DraftMeasure, DraftTask, DraftUnit};

/// The longest paragraph that becomes measures, in characters.
pub const MAX_PARAGRAPH_CHARS: usize = bounds::TEXT;

/// What was read from a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// A measure for each responsibility note, one at least unless there is no text; spans count in the paragraph.
    pub measures: Vec<DraftMeasure>,
    /// Every unit named, once.
    pub units: Vec<DraftUnit>,
}

/// What is known of the plan that a paragraph is of, besides its first year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfPlan {
    /// Whether the plan is of the registry's region.
    pub native: bool,
    /// Its last year, where it is for several: a date without a year may then be in each of them.
    pub last_year: Option<i32>,
}

/// Reads a paragraph of a plan. A heading that opens it is the first measure's own.
pub fn compile_paragraph(text: &str, options: &Options<'_>, plan: OfPlan) -> Paragraph {
    let raw: Vec<char> = text.chars().collect();
    let mut doubts = Doubts::default();
    let mended = mended(&raw, &mut doubts);
    let outline = outline::outline(mended.whole(), &mut doubts);
    let parts = tasks::tasks(&outline, &mut doubts);
    let naming = Naming::new(options.registry, plan.native);
    let whole = region::whole(mended.whole(), "", options.registry, plan.native);
    let years = Years { first: options.year, last: plan.last_year.or(options.year), season: None };
    let mut reader = Reader {
        raw: &raw,
        registry: options.registry,
        years,
        times: years,
        whole,
        steps: Steps::default(),
        assigner: Assigner::new(naming, false),
    };
    let tasks = parts.tasks.into_iter().filter_map(|task| draft_task(task, &mut reader, &mut doubts));
    let measures = tasks.flat_map(with_heading).collect();
    Paragraph { measures, units: reader.assigner.into_units().into_list() }
}

/// The measures of a task; the first one keeps the heading where it does not repeat it.
fn with_heading(task: DraftTask) -> Vec<DraftMeasure> {
    let DraftTask { title, mut measures, .. } = task;
    if let Some(first) = measures.first_mut().filter(|first| first.subtitle.is_none() && !first.text.contains(&title)) {
        first.subtitle = Some(title);
    }
    measures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UnitRegistry;
    use duban_domain::draft::Span;

    fn read(text: &str) -> Paragraph {
        let registry = UnitRegistry::guangxi().unwrap();
        compile_paragraph(
            text,
            &Options { registry: &registry, year: Some(2025) },
            OfPlan { native: true, last_year: None },
        )
    }

    #[test]
    fn a_date_without_a_year_is_in_no_one_of_several() {
        let registry = UnitRegistry::guangxi().unwrap();
        let plan = OfPlan { native: true, last_year: Some(2027) };
        let options = Options { registry: &registry, year: Some(2025) };
        let found = compile_paragraph("6月底前完成名录编制，2026年9月底前完成验收。（市甲局牵头）", &options, plan);
        let dues: Vec<_> = found.measures[0].milestones.iter().map(|milestone| milestone.due).collect();
        assert_eq!(dues, [None, "2026-09-30".parse().ok()]);
    }

    #[test]
    fn a_paragraph_is_read_with_its_units_and_dates_and_its_year_is_the_plans() {
        let found = read(
            "各设区市6月底前完成名录编制。（牵头单位：广西壮族自治区发展和改革委员会。责任单位：各设区市人民政府）",
        );
        let measure = &found.measures[0];
        assert_eq!((measure.lead[0].as_str(), found.measures.len()), ("自治区发展改革委", 1));
        assert_eq!(measure.milestones[0].due, "2025-06-30".parse().ok());
        assert_eq!(measure.span.0, 0);
    }

    #[test]
    fn a_heading_in_front_is_kept_as_the_measures_own() {
        let found = read("（三）开展排查。桂林市完成示范点建设，定期报送进展。（牵头单位：自治区林业局）");
        let said = (found.measures[0].subtitle.clone().unwrap_or_default(), &found.measures[0].text);
        assert!(said.0.contains("开展排查") || said.1.contains("开展排查"), "{said:?}");
    }

    #[test]
    fn a_paragraph_without_a_note_is_a_measure_without_units() {
        let found = read("加强宣传教育。");
        assert_eq!(found.measures.len(), 1);
        assert_eq!((found.measures[0].text.as_str(), found.measures[0].lead.len()), ("加强宣传教育。", 0));
        assert_eq!(found.measures[0].span, Span(0, 7));
        assert!(read("").measures.is_empty());
    }
}
