//! Rows put together by what they belong to, in one pass.

use std::collections::HashMap;
use std::hash::Hash;

/// The rows by their key, each group in the order in which its rows came.
pub fn grouped<K: Hash + Eq, T>(rows: impl IntoIterator<Item = T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn each_group_keeps_the_order_of_its_rows() {
        let groups = grouped([(1, 'b'), (2, 'x'), (1, 'a')], |(key, _)| *key);
        assert_eq!(groups[&1], [(1, 'b'), (1, 'a')]);
        assert_eq!(groups.len(), 2);
    }
}
