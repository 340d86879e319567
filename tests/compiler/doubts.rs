//! Precision and recall of doubts, on labelled lines that are made up: what nobody can read for sure is doubted, and a clear line is not.

use super::*;
use duban::domain::draft::Problem;

const LINES: &str = include_str!("../fixtures/doubts.toml");
/// No less of the doubts must be about something that is unclear.
const PRECISION: f64 = 0.9;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    line: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    text: String,
    note: Option<String>,
    unclear: Option<String>,
}

impl Line {
    fn draft(&self) -> Draft {
        let note = self.note.as_deref().unwrap_or("（市水利局牵头）");
        compiled(&format!(
            "云河市2026年度水务工作计划\n一、重点任务\n1.提升水务水平。{}{note}\n2.节约用水。推广节水器具。（市住建局牵头）",
            self.text
        ))
    }

    /// Whether a doubt is about the words that are unclear.
    fn is_about(&self, draft: &Draft, doubt: &Problem) -> bool {
        let Some((before, _)) = self.unclear.as_deref().and_then(|words| draft.document.text.split_once(words)) else {
            return false;
        };
        let from = before.chars().count();
        let to = from + self.unclear.iter().map(|words| words.chars().count()).sum::<usize>();
        doubt.span.0 < to && from < doubt.span.1
    }
}

#[test]
fn what_is_unclear_is_doubted_and_clear_lines_are_not() {
    let labelled: Labelled = toml::from_str(LINES).unwrap();
    let (mut unclear, mut missed, mut raised, mut needless) = (0, Vec::new(), 0, Vec::new());
    for line in &labelled.line {
        let draft = line.draft();
        let about: Vec<bool> = draft.problems.iter().map(|doubt| line.is_about(&draft, doubt)).collect();
        unclear += usize::from(line.unclear.is_some());
        if line.unclear.is_some() && !about.contains(&true) {
            missed.push(line.text.as_str());
        }
        raised += about.len();
        let other = draft.problems.iter().zip(about).filter(|(_, about)| !about);
        needless.extend(other.map(|(doubt, _)| format!("{}: {}〖{}〗", line.text, doubt.message, doubt.quote)));
    }
    assert!(unclear >= 20 && labelled.line.len() - unclear >= 20, "both kinds of lines are needed");
    let share =
        |part: usize, of: usize| f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(of).unwrap());
    let (recall, precision) = (share(unclear - missed.len(), unclear), share(raised - needless.len(), raised));
    println!(
        "{} lines, {unclear} unclear: recall {recall:.3}, precision {precision:.3} of {raised} doubts",
        labelled.line.len()
    );
    assert!(missed.is_empty(), "not doubted: {missed:#?}");
    assert!(precision >= PRECISION, "{precision:.3}: {needless:#?}");
}
