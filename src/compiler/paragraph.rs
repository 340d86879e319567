//! A paragraph by itself: one that a person takes out of a document because it was not read as a measure.

use super::assignment::Assigner;
use super::doubt::Doubts;
use super::measure::Reader;
use super::names::Naming;
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

/// Reads a paragraph of a plan. `native`: the plan is of the registry's region. A heading that opens it is the first
/// measure's own.
pub fn compile_paragraph(text: &str, options: &Options<'_>, native: bool) -> Paragraph {
    let raw: Vec<char> = text.chars().collect();
    let mut doubts = Doubts::default();
    let mended = mended(&raw, &mut doubts);
    let outline = outline::outline(mended.whole(), &mut doubts);
    let parts = tasks::tasks(&outline, &mut doubts);
    let naming = Naming::new(options.registry, native);
    let whole = region::whole(mended.whole(), "", options.registry, native);
    let mut reader = Reader {
        raw: &raw,
        registry: options.registry,
        years: options.year.into(),
        times: options.year.into(),
        whole,
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
        compile_paragraph(text, &Options { registry: &registry, year: Some(2025) }, true)
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
