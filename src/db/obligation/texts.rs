//! What obligations are searched by: a folded text, shared by those of a measure that are worded alike, and its grams.

use std::collections::BTreeSet;

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::db::among::among;
use crate::db::dialect::insert_many;
use crate::db::schema::{measures, obligation_words, search_grams, search_texts, tasks};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{MeasureId, ObligationId, PlanId, SearchTextId};
use crate::domain::search::{folded_lines, grams};

/// The words of an obligation.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = obligation_words)]
pub(crate) struct Worded {
    /// The obligation.
    pub id: ObligationId,
    /// Its measure.
    pub measure_id: MeasureId,
    /// What must be there.
    pub deliverable: String,
    /// By which text it is found.
    pub text_id: Option<SearchTextId>,
    /// `（二）`.
    #[diesel(select_expression = tasks::section)]
    pub section: String,
    /// The section's heading.
    #[diesel(select_expression = tasks::section_title)]
    pub section_title: String,
    /// `1`.
    #[diesel(select_expression = tasks::number)]
    pub task_number: String,
    /// The task's title.
    #[diesel(select_expression = tasks::title)]
    pub task_title: String,
    /// Position of the measure in the task, from 1.
    #[diesel(select_expression = measures::number)]
    pub measure: i32,
    /// The measure's own heading.
    #[diesel(select_expression = measures::subtitle)]
    pub subtitle: Option<String>,
    /// What the measure says.
    #[diesel(select_expression = measures::text)]
    pub text: String,
}

impl Worded {
    /// What it is searched by, folded: what must be there, the section, the task with its number (`（二）1`), the measure with
    /// its own (`（二）1-3`), its heading and its text, each a line.
    pub(crate) fn folded(&self) -> String {
        let Self { section, task_number, task_title, .. } = self;
        let heading = format!("{section}{}", self.section_title);
        let task = format!("{section}{task_number} {task_title}");
        let number = format!("{section}{task_number}-{}", self.measure);
        let subtitle = self.subtitle.as_deref().unwrap_or_default();
        folded_lines([self.deliverable.as_str(), &heading, &task, &number, subtitle, &self.text])
    }
}

/// Obligations with their words.
macro_rules! worded {
    () => {
        obligation_words::table.inner_join(measures::table.inner_join(tasks::table))
    };
}

/// Obligations that have no text yet, those of a measure together; of a plan or of all, so many at most.
pub(crate) fn unread(c: &mut DbConnection, plan_id: Option<PlanId>, most: i64) -> DbResult<Vec<Worded>> {
    let mut query = worded!().filter(obligation_words::text_id.is_null()).into_boxed();
    if let Some(id) = plan_id {
        query = query.filter(obligation_words::plan_id.eq(id));
    }
    let first = query.order((obligation_words::measure_id, obligation_words::id)).limit(most);
    Ok(first.select(Worded::as_select()).load(c)?)
}

/// Obligations with the text that they are found by, in the order of their keys behind one of them.
pub(crate) fn behind(c: &mut DbConnection, id: ObligationId, most: i64) -> DbResult<Vec<(Worded, Option<String>)>> {
    let all = worded!().left_join(search_texts::table.on(search_texts::id.nullable().eq(obligation_words::text_id)));
    let rows = all.filter(obligation_words::id.gt(id)).order(obligation_words::id).limit(most);
    Ok(rows.select((Worded::as_select(), search_texts::folded.nullable())).load(c)?)
}

/// A gram to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = search_grams)]
struct NewGram {
    gram: i64,
    text_id: SearchTextId,
}

/// Stores a text with its grams; its key.
fn store(c: &mut DbConnection, folded: &str) -> DbResult<SearchTextId> {
    let id: SearchTextId = diesel::insert_into(search_texts::table)
        .values(search_texts::folded.eq(folded))
        .returning(search_texts::id)
        .get_result(c)?;
    let rows: Vec<NewGram> = grams(folded).into_iter().map(|gram| NewGram { gram, text_id: id }).collect();
    insert_many!(c, search_grams::table, rows)?;
    Ok(id)
}

/// Stores a text, by which these obligations are found from now on.
pub(crate) fn give(c: &mut DbConnection, folded: &str, to: &[ObligationId]) -> DbResult<()> {
    let id = store(c, folded)?;
    let rows = obligation_words::table.filter(among(c, obligation_words::id, to));
    diesel::update(rows).set(obligation_words::text_id.eq(id)).execute(c)?;
    Ok(())
}

/// Takes the text from some obligations, which are to be read anew.
pub(crate) fn forget(c: &mut DbConnection, of: &[ObligationId]) -> DbResult<()> {
    let rows = obligation_words::table.filter(among(c, obligation_words::id, of));
    diesel::update(rows).set(obligation_words::text_id.eq(None::<SearchTextId>)).execute(c)?;
    Ok(())
}

/// Whether every gram of a text is stored for it.
pub(crate) fn has_grams(c: &mut DbConnection, id: SearchTextId, folded: &str) -> DbResult<bool> {
    let wanted = grams(folded);
    let keys: Vec<Key> = wanted.iter().copied().map(Key).collect();
    let own = search_grams::table.filter(search_grams::text_id.eq(id)).filter(among(c, search_grams::gram, &keys));
    let there: BTreeSet<i64> = own.select(search_grams::gram).load(c)?.into_iter().collect();
    Ok(there == wanted)
}

/// A gram, among others.
struct Key(i64);

impl AsRef<i64> for Key {
    fn as_ref(&self) -> &i64 {
        &self.0
    }
}

/// Removes the texts by which no obligation is found any more, with their grams; so many at most. How many they were.
pub(crate) fn remove_unused(c: &mut DbConnection, most: i64) -> DbResult<usize> {
    let finds = obligation_words::table.filter(obligation_words::text_id.eq(search_texts::id.nullable()));
    let unused: Vec<(SearchTextId, String)> = search_texts::table
        .filter(not(exists(finds)))
        .order(search_texts::id)
        .limit(most)
        .select((search_texts::id, search_texts::folded))
        .load(c)?;
    for (id, folded) in &unused {
        let keys: Vec<Key> = grams(folded).into_iter().map(Key).collect();
        let own = search_grams::table.filter(search_grams::text_id.eq(*id)).filter(among(c, search_grams::gram, &keys));
        diesel::delete(own).execute(c)?;
        diesel::delete(search_texts::table.find(*id)).execute(c)?;
    }
    Ok(unused.len())
}
