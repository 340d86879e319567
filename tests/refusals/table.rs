//! The table of doors is whole: it is compared with the routes.

use std::collections::BTreeSet;

use super::all_doors;

/// The addresses of a file of routes, with their methods.
fn routes(text: &str, prefix: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for start in [".route(\"", "sized(\"", "resource(\""] {
        for (at, _) in text.match_indices(start) {
            let (path, rest) = text[at + start.len()..].split_once('"').expect("the end of an address");
            let line = rest.lines().next().unwrap_or_default();
            let path = if path.starts_with("/api/v1") { path.to_owned() } else { format!("{prefix}{path}") };
            let calls = |method: &&str| [".", " "].iter().any(|mark| line.contains(&format!("{mark}{method}(")));
            let methods: Vec<_> = ["get", "post", "delete", "put"].into_iter().filter(calls).collect();
            assert!(!methods.is_empty(), "{path} has no method");
            found.extend(methods.into_iter().map(|method| (method.to_owned(), path.clone())));
        }
    }
    found
}

#[test]
fn every_address_stands_in_the_table() {
    let mut served = routes(include_str!("../../src/web/routes.rs"), "");
    served.extend(routes(include_str!("../../src/web/api/routes.rs"), "/api/v1"));
    assert!(served.len() > 70, "the search has lost its way: {}", served.len());
    let table: BTreeSet<_> = all_doors().map(|door| (door.method.to_owned(), door.route.to_owned())).collect();
    let missing: Vec<_> = served.difference(&table).collect();
    let gone: Vec<_> = table.difference(&served).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in the table: {missing:?}; not served: {gone:?}");
}
