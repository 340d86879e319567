//! Cells of a row that stand below a year: 2024年 beside 2025年. What was there in a year before the plan's is neither to be done nor a
//! time: it is a remark on its row. What is to be there in one behind the plan's last is read, and in doubt.

use std::collections::BTreeSet;

use super::task::Task;
use crate::blocks::Block;
use crate::cursor::Cursor;
use crate::date::Years;
use crate::doubt::Doubts;
use crate::note::{Aim, Note, Remark};
use crate::numeral;
use crate::text::Passage;

/// Takes what stands below other years than the plan's out of what is to be done. `own` are the years of tasks that have some of their own.
pub(crate) fn settle(tasks: &mut [Task<'_>], own: &[Option<Years>], plan: Years, doubts: &mut Doubts) {
    let mut told = BTreeSet::new();
    let mut say = |head: Passage<'_>, message: &str| {
        if told.insert(head.start()) {
            doubts.note(head, format!("表头“{}”{message}", head.brief()));
        }
    };
    for (task, own) in tasks.iter_mut().zip(own) {
        task.blocks.iter_mut().for_each(|block| of_block(block, own.unwrap_or(plan), &mut say));
    }
}

fn of_block<'t>(block: &mut Block<'t>, years: Years, say: &mut impl FnMut(Passage<'_>, &str)) {
    let Block { note: Some(Note { remarks, times, .. }), pieces, .. } = block else { return };
    for remark in remarks.iter_mut() {
        let Some(year) = year_in(&remark.name) else { continue };
        let head = head(remark);
        if years.end_before(year) {
            head.into_iter().for_each(|head| say(head, "晚于计划年度，仍按那一年的目标读，请核对"));
        }
        if !years.begin_after(year) {
            continue;
        }
        head.into_iter().for_each(|head| say(head, "早于计划年度，这一列列在备注里，不作目标和时限"));
        let row = if let Some(Aim::Stage(_, row)) = remark.aim { row } else { None };
        let before = pieces.len();
        pieces.retain(|piece| piece.start() != remark.words.start());
        if pieces.is_empty() && before > 0 {
            pieces.extend(row);
        }
        (remark.aim, remark.progress) = (None, None);
    }
    times.retain(|time| {
        let over = is_year(*time).is_some_and(|year| years.begin_after(year)); // √ below 2024年
        if over {
            say(*time, "早于计划年度，没有列为时限");
        }
        !over
    });
}

/// The head of a column of what is to be reached.
fn head<'t>(remark: &Remark<'t>) -> Option<Passage<'t>> {
    match remark.aim? {
        Aim::Stage(head, _) | Aim::Figure(_, head, _) => Some(head),
        Aim::Act(_) => None,
    }
}

/// The last year that the name of a column names: 2024—2025年.
fn year_in(name: &str) -> Option<i32> {
    let (before, _) = name.rsplit_once('年')?;
    let digits = before.len().checked_sub(4)?;
    let year = before.get(digits..).filter(|year| year.starts_with("20"))?;
    year.parse().ok()
}

/// The year that words are, and nothing else.
fn is_year(words: Passage<'_>) -> Option<i32> {
    let mut cursor = Cursor::new(words, words.start());
    let year = numeral::year_in_figures(&mut cursor)?;
    cursor.eat(&["年度", "年"])?;
    (cursor.at() == words.end()).then_some(year)
}
