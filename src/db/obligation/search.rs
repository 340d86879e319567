//! Obligations by their words: those in whose text, or in whose unit's names, folded words stand.
//!
//! How a database goes about it follows from how many texts have the words. Where they are few, these texts come from the grams and the
//! obligations from the texts; where they are many, a list in any order meets enough of them soon, and looks into each row's text.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Bool, HasSqlType, Text};

use crate::db::counted::NumberOf;
use crate::db::dialect::Engine;
use crate::db::people::units;
use crate::db::schema::{obligations, search_grams, search_texts};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::UnitId;
use crate::domain::search::{Needed, folded};
use crate::domain::typed::SearchWords;

/// A gram that stands in so many texts keeps too few others out.
const FREQUENT: i64 = 100_000;

/// So many texts with the words are few.
const FEW_TEXTS: i64 = 1_000;

/// So many obligations of the units that have them are few.
const FEW_ROWS: i64 = 5_000;

/// So many grams are weighed: the rarest of them leads.
const WEIGHED: usize = 12;

/// Folded words that are searched for, and the way there: a condition on `obligations`.
#[derive(Debug, Clone, PartialEq, Eq, ValidGrouping)]
pub struct Searched {
    in_texts: InTexts,
    /// The units in whose names they stand.
    units: Vec<UnitId>,
    way: Way,
}

/// How obligations are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// No text has the words: the units alone.
    Units,
    /// From the grams to the texts to the obligations.
    FromTexts,
    /// Row by row.
    ByRow,
}

/// That folded words stand in a text, as a condition on `search_texts`.
#[derive(Debug, Clone, PartialEq, Eq, ValidGrouping)]
struct InTexts {
    words: String,
    /// What leads to the texts, the rarest first.
    needed: Lead,
    engine: Engine,
}

/// The grams by which texts are found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lead {
    Between(i64, i64),
    All(Vec<i64>),
    /// They would lead to nearly all texts.
    None,
}

/// Looks words up; `None` where nothing is left of them, which stands everywhere.
pub fn look_up(c: &mut DbConnection, words: &SearchWords) -> DbResult<Option<Searched>> {
    let words = folded(words.as_str());
    let Some(needed) = Needed::of(&words) else { return Ok(None) };
    let engine = c.engine();
    let lead = lead(c, needed)?;
    let units = units_with(c, &words)?;
    let in_texts = InTexts { words, needed: lead, engine };
    let way = way(c, &in_texts, &units)?;
    Ok(Some(Searched { in_texts, units, way }))
}

/// The units in whose names the words stand.
fn units_with(c: &mut DbConnection, words: &str) -> DbResult<Vec<UnitId>> {
    let is_named = |unit: &units::Unit| {
        let names = [Some(&unit.name), Some(&unit.short_name), unit.official_name.as_ref()];
        names.into_iter().flatten().any(|name| folded(name).contains(words))
    };
    Ok(units::all(c)?.into_iter().filter(is_named).map(|unit| unit.id).collect())
}

/// Orders grams by in how many texts they stand, as far as that is counted.
fn lead(c: &mut DbConnection, needed: Needed) -> DbResult<Lead> {
    let grams = match needed {
        Needed::Between(from, to) => {
            let range = search_grams::gram.ge(from).and(search_grams::gram.lt(to));
            let texts = search_grams::table.filter(range).select(search_grams::text_id).limit(FREQUENT);
            let rows: i64 = NumberOf(texts).get_result(c)?;
            return Ok(if rows < FREQUENT { Lead::Between(from, to) } else { Lead::None });
        }
        Needed::All(grams) => grams,
    };
    let mut weighed = Vec::new();
    for gram in grams.into_iter().take(WEIGHED) {
        let texts =
            search_grams::table.filter(search_grams::gram.eq(gram)).select(search_grams::text_id).limit(FREQUENT);
        let rows: i64 = NumberOf(texts).get_result(c)?;
        weighed.push((rows, gram));
    }
    weighed.sort_unstable();
    let is_rare = weighed.first().is_some_and(|(rows, _)| *rows < FREQUENT);
    Ok(if is_rare { Lead::All(weighed.into_iter().map(|(_, gram)| gram).collect()) } else { Lead::None })
}

fn way(c: &mut DbConnection, in_texts: &InTexts, units: &[UnitId]) -> DbResult<Way> {
    if in_texts.needed == Lead::None {
        return Ok(Way::ByRow);
    }
    let texts = search_texts::table.filter(in_texts.clone()).select(search_texts::id).limit(FEW_TEXTS + 1);
    match NumberOf(texts).get_result::<i64>(c)? {
        0 => return Ok(Way::Units),
        n if n > FEW_TEXTS => return Ok(Way::ByRow),
        _ if units.is_empty() => return Ok(Way::FromTexts),
        _ => {}
    }
    let owed = obligations::table.filter(obligations::unit_id.eq_any(units.to_vec()));
    let rows: i64 = NumberOf(owed.select(obligations::id).limit(FEW_ROWS + 1)).get_result(c)?;
    Ok(if rows > FEW_ROWS { Way::ByRow } else { Way::FromTexts })
}

impl Expression for InTexts {
    type SqlType = Bool;
}

impl<S> AppearsOnTable<S> for InTexts {}
impl<S> SelectableExpression<S> for InTexts {}

impl QueryId for InTexts {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Expression for Searched {
    type SqlType = Bool;
}

impl<S> AppearsOnTable<S> for Searched {}
impl<S> SelectableExpression<S> for Searched {}

impl QueryId for Searched {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl InTexts {
    fn has_words<'b, DB>(&'b self, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()>
    where
        DB: Backend + HasSqlType<Text>,
        String: ToSql<Text, DB>,
    {
        out.push_sql(match self.engine {
            Engine::Sqlite => "instr(search_texts.folded, ",
            Engine::Postgres => "strpos(search_texts.folded, ",
        });
        out.push_bind_param::<Text, String>(&self.words)?;
        out.push_sql(") > 0");
        Ok(())
    }
}

impl<DB> QueryFragment<DB> for InTexts
where
    DB: Backend + HasSqlType<Text> + HasSqlType<BigInt>,
    String: ToSql<Text, DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        match &self.needed {
            Lead::None => {}
            Lead::Between(from, to) => {
                out.push_sql(
                    "search_texts.id IN (SELECT search_grams.text_id FROM search_grams WHERE search_grams.gram >= ",
                );
                out.push_bind_param::<BigInt, i64>(from)?;
                out.push_sql(" AND search_grams.gram < ");
                out.push_bind_param::<BigInt, i64>(to)?;
                out.push_sql(") AND ");
            }
            Lead::All(grams) => {
                for (at, gram) in grams.iter().enumerate() {
                    out.push_sql(match at {
                        0 => "search_texts.id IN (SELECT search_grams.text_id FROM search_grams WHERE search_grams.gram = ",
                        _ => {
                            "EXISTS (SELECT 1 FROM search_grams WHERE search_grams.text_id = search_texts.id \
                             AND search_grams.gram = "
                        }
                    });
                    out.push_bind_param::<BigInt, i64>(gram)?;
                    out.push_sql(") AND ");
                }
            }
        }
        self.has_words(&mut out)
    }
}

impl Searched {
    /// Whether the unit that owes is one of those in whose names the words stand.
    fn of_units<DB: Backend>(&self, column: &str, out: &mut AstPass<'_, '_, DB>) {
        let keys: Vec<String> = self.units.iter().map(ToString::to_string).collect();
        out.push_sql(column);
        out.push_sql(" IN (");
        out.push_sql(&keys.join(", "));
        out.push_sql(")");
    }
}

impl<DB> QueryFragment<DB> for Searched
where
    DB: Backend + HasSqlType<Text> + HasSqlType<BigInt>,
    String: ToSql<Text, DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        let is_named = !self.units.is_empty();
        match self.way {
            Way::Units if !is_named => out.push_sql("(1=0)"),
            Way::Units => self.of_units("obligations.unit_id", &mut out),
            Way::FromTexts => {
                // As an array PostgreSQL finds the few first, and then each by its key.
                let (from, to) = match self.in_texts.engine {
                    Engine::Sqlite => ("obligations.id IN (", ")"),
                    Engine::Postgres => ("obligations.id = ANY(ARRAY(", "))"),
                };
                out.push_sql(from);
                out.push_sql(
                    "SELECT found.id FROM obligations AS found WHERE found.text_id IN \
                     (SELECT search_texts.id FROM search_texts WHERE ",
                );
                self.in_texts.walk_ast(out.reborrow())?;
                out.push_sql(")");
                if is_named {
                    out.push_sql(" UNION ALL SELECT owed.id FROM obligations AS owed WHERE ");
                    self.of_units("owed.unit_id", &mut out);
                }
                out.push_sql(to);
            }
            Way::ByRow => {
                out.push_sql("(EXISTS (SELECT 1 FROM search_texts WHERE search_texts.id = obligations.text_id AND ");
                self.in_texts.has_words(&mut out)?;
                out.push_sql(")");
                if is_named {
                    out.push_sql(" OR ");
                    self.of_units("obligations.unit_id", &mut out);
                }
                out.push_sql(")");
            }
        }
        Ok(())
    }
}
