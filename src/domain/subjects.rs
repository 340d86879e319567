//! Lists of names in one text: who owes a date, as the plan names them, one after the other.

/// What stands between the names of a stored list.
const STORED: [char; 1] = ['、'];

/// The names of a stored list. A 、 inside of brackets belongs to a name: `各县（市、区）、柳州` is two.
pub fn subjects(stored: &str) -> impl Iterator<Item = &str> {
    apart(stored, &STORED)
}

/// The names of a list between which one of these stands, outside of brackets; with what is blank around them.
pub fn apart<'t>(text: &'t str, between: &'t [char]) -> impl Iterator<Item = &'t str> {
    let mut open = 0_usize;
    text.split(move |c| {
        match c {
            '（' | '(' => open += 1,
            '）' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0 && between.contains(&c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_what_stands_in_its_brackets() {
        let all = |stored| subjects(stored).collect::<Vec<_>>();
        assert_eq!(all("南宁、柳州"), ["南宁", "柳州"]);
        assert_eq!(all("各县（市、区）、柳州、各市(州、盟)"), ["各县（市、区）", "柳州", "各市(州、盟)"]);
        assert_eq!(all("全区"), ["全区"]);
        assert_eq!(all(""), [""]);
        assert_eq!(all("甲）、乙"), ["甲）", "乙"], "a bracket that nothing opens holds nothing together");
        assert_eq!(
            apart("甲，各县（市、区）\n乙", &['，', '、', '\n']).collect::<Vec<_>>(),
            ["甲", "各县（市、区）", "乙"]
        );
    }
}
