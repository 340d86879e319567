//! Calendar, ladder and lamp rule as versions, and the one number that says whether any of them is another.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::dialect::on_either;
use crate::db::schema::{rule_versions, rules_rev};
use crate::db::{DbConnection, DbResult};
use crate::domain::rules::{RuleKind, RuleOrigin};

/// A version of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = rule_versions)]
pub struct RuleVersion {
    /// Which rule.
    pub kind: RuleKind,
    /// From 1 on; the highest that can be read is in use.
    pub version: i64,
    /// Where it comes from.
    pub origin: RuleOrigin,
    /// The same in words: a file, an announcement.
    pub source: String,
    /// The rule as its file has it: a table of days, or TOML.
    pub content: String,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// By whom.
    pub created_by: String,
}

/// The number that is another after every change of any rule, by whomever; a trigger counts it up.
pub(crate) fn revision(connection: &mut DbConnection) -> DbResult<i64> {
    Ok(rules_rev::table.select(rules_rev::rev).first(connection).optional()?.unwrap_or_default())
}

/// The newest version of a rule, or the newest below another one; `None` where there is none.
pub(crate) fn newest(
    connection: &mut DbConnection,
    kind: RuleKind,
    below: Option<i64>,
) -> DbResult<Option<RuleVersion>> {
    let within = rule_versions::kind.eq(kind).and(rule_versions::version.lt(below.unwrap_or(i64::MAX)));
    let rows = rule_versions::table.filter(within).order(rule_versions::version.desc());
    Ok(rows.select(RuleVersion::as_select()).first(connection).optional()?)
}

/// Every version of a rule, the newest first.
pub(crate) fn history(connection: &mut DbConnection, kind: RuleKind) -> DbResult<Vec<RuleVersion>> {
    let rows = rule_versions::table.filter(rule_versions::kind.eq(kind)).order(rule_versions::version.desc());
    Ok(rows.select(RuleVersion::as_select()).load(connection)?)
}

/// Whether a rule has been just that already, by files of that origin.
pub(crate) fn has_been(
    connection: &mut DbConnection,
    (kind, origin): (RuleKind, RuleOrigin),
    content: &str,
) -> DbResult<bool> {
    let same = rule_versions::kind.eq(kind).and(rule_versions::origin.eq(origin));
    let rows = rule_versions::table.filter(same.and(rule_versions::content.eq(content)));
    Ok(rows.select(rule_versions::version).first::<i64>(connection).optional()?.is_some())
}

/// Stores a version; false where somebody else has just stored one of that number.
pub(crate) fn insert_if_new(connection: &mut DbConnection, row: &RuleVersion) -> DbResult<bool> {
    let inserted = on_either!(connection, c => diesel::insert_into(rule_versions::table)
        .values(row)
        .on_conflict((rule_versions::kind, rule_versions::version))
        .do_nothing()
        .execute(c))?;
    Ok(inserted > 0)
}
