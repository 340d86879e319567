//! What a measure says twice: in its text and in its note.

use std::collections::HashMap;

use crate::blocks::Block;
use crate::doubt::Doubts;
use duban_domain::draft::{DraftMilestone, Span};

/// What a note says once more of the text stands no further behind it: …每月5日前报送。（频次：每月5日前）.
const BESIDE: usize = 30;

/// 8月底前完成采购。（完成时限：11月底前）: the text and the note set a time each for one and the same.
pub(super) fn doubt_second(said: &[DraftMilestone], noted: &[DraftMilestone], block: &Block<'_>, doubts: &mut Doubts) {
    let both = |noted: &DraftMilestone| {
        let same = |said: &&DraftMilestone| {
            let rest = noted.deliverable.replacen(&said.phrase, "", 1);
            let dated = said.due.is_some() && noted.due.is_some() && said.due != noted.due;
            dated && rest == said.deliverable && !rest.contains(['，', '；'])
        };
        said.iter().any(|said| same(&said))
    };
    let time = block.note.as_ref().and_then(|note| note.times.first()).filter(|_| noted.iter().any(both));
    if let Some(time) = time {
        doubts.warn(*time, "正文另写有一个时限，两个都列为时间节点，请核对以哪个为准");
    }
}

/// Adds what a note sets, unless the text says it already, which then reaches as far: 6月底前完成排查。（完成时限：6月底前）.
pub(super) fn once(milestones: &mut Vec<DraftMilestone>, noted: DraftMilestone) {
    let same = |said: &&mut DraftMilestone| {
        said.due.is_some() && said.due == noted.due && noted.deliverable.ends_with(&said.deliverable)
    };
    match milestones.iter_mut().find(same) {
        Some(said) => said.span = Span(said.span.0.min(noted.span.0), said.span.1.max(noted.span.1)),
        None => milestones.push(noted),
    }
}

/// The milestones without those that text and note say in the same words.
pub(super) fn distinct(milestones: Vec<DraftMilestone>) -> Vec<DraftMilestone> {
    let mut seen: HashMap<_, usize> = HashMap::new();
    let mut found: Vec<DraftMilestone> = Vec::new();
    for milestone in milestones {
        let words = (milestone.phrase.clone(), milestone.due, milestone.deliverable.clone());
        let at = *seen.entry((words, milestone.owed_by.clone())).or_insert(found.len());
        match found.get_mut(at) {
            Some(said) if milestone.span.0.saturating_sub(said.span.1) <= BESIDE => {
                said.span = Span(said.span.0.min(milestone.span.0), said.span.1.max(milestone.span.1));
            }
            Some(_) => {}
            None => found.push(milestone),
        }
    }
    found
}
