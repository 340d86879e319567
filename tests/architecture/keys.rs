//! A key says of what it is the key: `domain::id` has a type for each, and no signature says `plan_id: i64`.

use std::collections::BTreeSet;

use super::sources;

/// The column of the trail that holds keys of every kind, as `domain::trail::On` says.
const OF_ANY_KIND: &str = "object_id";

/// The names in a file that are keys by their name and numbers by their type.
fn bare(code: &str) -> BTreeSet<String> {
    let words = code.split(|c: char| !(c.is_alphanumeric() || "_:<>&[]'".contains(c))).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let pairs = words.windows(2).filter_map(|pair| Some((pair[0].strip_suffix(':')?, pair[1])));
    let is_key = |name: &str| name == "id" || name == "ids" || name.ends_with("_id") || name.ends_with("_ids");
    let is_number =
        |kind: &str| ["i64", "Option<i64>", "&[i64]", "Vec<i64>", "Option<&[i64]>", "Path<i64>"].contains(&kind);
    pairs.filter(|(name, kind)| is_key(name) && is_number(kind)).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn a_key_is_no_bare_number() {
    let mut typed = 0;
    for source in sources() {
        let code = source.code();
        typed += code.matches("Id").count();
        let bare: Vec<_> = bare(&code).into_iter().filter(|name| name != OF_ANY_KIND).collect();
        assert!(bare.is_empty(), "{}: {bare:?} are keys of what? See domain::id", source.path.display());
    }
    assert!(typed > 300, "the search has lost its way: {typed}");
    for (line, found) in [
        ("fn find(c: &mut DbConnection, plan_id: i64) -> DbResult<Plan>", "plan_id"),
        ("pub ids: Vec<i64>,", "ids"),
        ("unit_ids: Option<&[i64]>,", "unit_ids"),
        ("    pub id: i64,", "id"),
    ] {
        assert_eq!(bare(line), BTreeSet::from([found.to_owned()]), "{line}");
    }
    assert!(bare("plan_id: PlanId, span_start: i64, limit: i64").is_empty());
}
