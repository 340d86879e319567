//! Undated times where nothing but times stands: 持续推进, 并长期坚持, 立行立改.

use super::lasting::{AND, lasting};
use super::phrase::Phrase;
use super::{milestone, milestones};
use crate::doubt::Doubts;
use crate::parsed::{Context, Parsed};
use crate::text::Passage;
use duban_domain::draft::DraftMilestone;

/// The undated times of a place that holds nothing but times: what lasts counts there as well.
pub(crate) fn in_note(parsed: &Parsed<'_>, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftMilestone> {
    let found = milestones(parsed, context, doubts);
    if !found.is_empty() {
        return found;
    }
    let date_in = |c: &Passage<'_>| parsed.dates.iter().rfind(|d| d.start < c.end() && d.end > c.start());
    let phrase = parsed.clauses.iter().find_map(|clause| match date_in(clause) {
        None => lasting(*clause),
        Some(date) => goes_on(clause.from(date.to)),
    });
    phrase.iter().map(|phrase| milestone(parsed, phrase, context, doubts)).collect()
}

/// 6月底前完成并长期坚持.
fn goes_on(behind: Passage<'_>) -> Option<Phrase<'_>> {
    let and = AND.iter().find_map(|and| behind.find(and).map(|at| at + and.chars().count()))?;
    lasting(behind.from(and)).filter(|phrase| phrase.words.start() == and)
}
