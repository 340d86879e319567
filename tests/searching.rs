//! A search finds what has the words and nothing else, whichever way the database goes, and whoever wrote the rows.

use std::collections::BTreeSet;

use duban::actions::{Actor, compare_texts, word_unread};
use duban::domain::search::folded;
use duban::domain::typed::SearchWords;
use duban::views::{self, Asked};

use super::support::chance::Chance;
use super::support::command::duban;
use super::support::database::{execute, lines, number};
use super::support::office::Office;
use super::support::said;

/// Between the fields of a row: no text has it.
const BETWEEN: char = '¦';

/// Every obligation with all that it is searched by, read without the tables of the search.
fn all(office: &Office) -> Vec<(i64, Vec<String>)> {
    let fields = [
        "CAST(o.id AS TEXT)",
        "o.deliverable",
        "t.section || t.section_title",
        "t.section || t.number || ' ' || t.title",
        "t.section || t.number || '-' || CAST(m.number AS TEXT)",
        "coalesce(m.subtitle, '')",
        "m.text",
        "u.name",
        "u.short_name",
        "coalesce(u.official_name, '')",
    ];
    let line = fields.join(&format!(" || '{BETWEEN}' || "));
    let query = format!(
        "SELECT {line} AS line FROM obligations o JOIN measures m ON m.id = o.measure_id \
         JOIN tasks t ON t.id = m.task_id JOIN units u ON u.id = o.unit_id"
    );
    let read = |line: String| {
        let mut fields = line.split(BETWEEN);
        let id = fields.next().expect("a key").parse().expect("a number");
        (id, fields.map(folded).collect())
    };
    lines(office.db(), &query).into_iter().map(read).collect()
}

/// What the list finds, all pages together.
fn found(office: &Office, words: &str) -> BTreeSet<i64> {
    let mut asked = Asked { words: Some(said(words)), limit: 500, ..Asked::default() };
    let (mut ids, mut total) = (BTreeSet::new(), 0);
    loop {
        let page = office.ctx.db.read(|c| views::listing(&office.ctx, c, &Actor::Console, &asked)).expect("a list");
        total = total.max(page.total.rows as usize);
        ids.extend(page.items.iter().map(|seen| seen.item.row.obligation.id.get()));
        match page.next {
            Some(next) => asked.after = Some(next),
            None => break,
        }
    }
    assert_eq!(ids.len(), total, "{:?}", asked.words);
    ids
}

/// What has the words, by looking at every field of every row.
fn holding(rows: &[(i64, Vec<String>)], words: &str) -> BTreeSet<i64> {
    let words = folded(words);
    rows.iter().filter(|(_, fields)| fields.iter().any(|field| field.contains(&words))).map(|(id, _)| *id).collect()
}

/// Words out of the texts, some of them with a character exchanged.
fn some_words(rows: &[(i64, Vec<String>)], chance: &mut Chance) -> String {
    let (_, fields) = &rows[chance.below(rows.len())];
    let text: Vec<char> = fields[chance.below(fields.len())].chars().collect();
    if text.is_empty() {
        return "某".to_owned();
    }
    let from = chance.below(text.len());
    let length = 1 + chance.below(6);
    let mut words: Vec<char> = text[from..].iter().take(length).copied().collect();
    if chance.below(5) == 0 {
        let at = chance.below(words.len());
        words[at] = ['水', 'v', '1', '）', '的'][chance.below(5)];
    }
    words.into_iter().collect()
}

/// Measures that all say the same but for a number, each owed by so many units.
fn grow(office: &Office, measures: usize, units: usize) {
    let numbers = format!("WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < {measures})");
    execute(
        office.db(),
        &format!(
            "INSERT INTO measures (task_id, number, text, notes, span_start, span_end) {numbers} \
             SELECT (SELECT min(id) FROM tasks), 1000 + n, '持续开展测试整治第' || CAST(n AS TEXT) || '项', '', 0, 0 FROM k; \
             INSERT INTO obligations (plan_id, measure_id, unit_id, kind, deliverable, due, original_due, status, long_range, created_at) \
             SELECT (SELECT min(id) FROM plans), m.id, u.id, 'standing', '整治' || CAST(m.number AS TEXT), '2024-12-31', '2024-12-31', \
             'assigned', FALSE, '2024-03-01 00:00:00' FROM measures m, (SELECT id FROM units ORDER BY id LIMIT {units}) AS u WHERE m.number > 1000"
        ),
    );
    word_unread(&office.ctx).expect("texts");
}

#[test]
fn a_search_finds_what_a_look_at_every_row_finds() {
    let office = Office::full("2024-03-01");
    let rows = all(&office);
    let mut chance = Chance::new(7);
    let (mut hits, mut misses) = (0, 0);
    let mut look = |words: &str| {
        if folded(words).is_empty() || SearchWords::try_from(words).is_err() {
            return;
        }
        let wanted = holding(&rows, words);
        assert_eq!(found(&office, words), wanted, "{words}");
        *if wanted.is_empty() { &mut misses } else { &mut hits } += 1;
    };
    for words in [
        "（二）1",
        "(二)1-1",
        "ＶＯＣ",
        "voc",
        "%",
        "_",
        "\\",
        "桂林",
        "桂林市人民政府",
        "治",
        "龘",
        "龘靐",
        "'",
        "水泥 熟料",
    ] {
        look(words);
    }
    for _ in 0..250 {
        look(&some_words(&rows, &mut chance));
    }
    assert!(hits > 100 && misses > 10, "{hits} hits, {misses} misses");
}

#[test]
fn where_many_texts_have_the_words_rows_are_looked_into_one_by_one() {
    let office = Office::empty("2024-03-01");
    grow(&office, 1_100, 2);
    let rows = all(&office);
    let unit = lines(office.db(), "SELECT name AS line FROM units ORDER BY id LIMIT 1").remove(0);
    for words in ["测试整治", "整", "第1", "第1099项", "整治1", "治测", &unit] {
        assert_eq!(found(&office, words), holding(&rows, words), "{words}");
    }
    assert!(holding(&rows, "测试整治").len() > 2_000);
}

#[test]
fn what_is_written_past_us_is_found_after_the_next_tick_and_said_until_then() {
    let office = Office::full("2024-03-01");
    let row = "(SELECT min(id) FROM obligations)";
    execute(office.db(), &format!("UPDATE obligations SET deliverable = '鹬鸟名录' WHERE id = {row}"));
    let asked = Asked { words: Some(said("鹬鸟名录")), limit: 10, ..Asked::default() };
    let list = || office.ctx.db.read(|c| views::listing(&office.ctx, c, &Actor::Console, &asked)).expect("a list");
    assert!(list().is_unread && list().items.is_empty());
    office.tick("2024-03-04 09:00");
    assert!(!list().is_unread && list().items.len() == 1);
    for change in [
        "UPDATE measures SET subtitle = '改名甲'",
        "UPDATE tasks SET title = '改名乙'",
        "UPDATE tasks SET section_title = '改名丙'",
    ] {
        execute(office.db(), change);
        assert!(number(office.db(), "SELECT count(*) FROM obligations WHERE text_id IS NULL") > 100, "{change}");
        assert!(word_unread(&office.ctx).expect("texts") > 100);
        let words = &change[change.len() - 10..change.len() - 1];
        assert_eq!(found(&office, words), holding(&all(&office), words), "{words}");
        assert!(!found(&office, words).is_empty());
    }
    assert_eq!(word_unread(&office.ctx).expect("texts"), 0);
}

#[test]
fn a_text_that_is_wrong_is_found_and_mended_from_the_command_line_and_leaves_nothing_behind() {
    let office = Office::full("2024-03-01");
    let texts = number(office.db(), "SELECT count(*) FROM search_texts");
    let grams = number(office.db(), "SELECT count(*) FROM search_grams");
    assert!(texts > 20 && texts < number(office.db(), "SELECT count(*) FROM obligations"), "alike ones share a text");
    assert_eq!(compare_texts(&office.ctx, false).expect("a comparison"), []);
    execute(office.db(), "UPDATE search_texts SET folded = '别的' WHERE id = (SELECT min(id) FROM search_texts)");
    execute(office.db(), "DELETE FROM search_grams WHERE text_id = (SELECT max(id) FROM search_texts)");
    execute(office.db(), "UPDATE obligations SET text_id = 999999 WHERE id = (SELECT max(id) FROM obligations)");
    let wrong = compare_texts(&office.ctx, false).expect("a comparison").len();
    assert!(wrong >= 3, "{wrong}");
    let checked = |flag: &str| {
        let output = duban(&office.database).args(["check", flag]).output().expect("the binary starts");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(checked("--data").contains(&format!("{wrong} 条的检索文字不对")), "{}", checked("--data"));
    assert!(checked("--mend").contains(&format!("{wrong} 条的检索文字不对，已改正")));
    assert_eq!(compare_texts(&office.ctx, false).expect("a comparison"), []);
    let rows = all(&office);
    assert_eq!(found(&office, "水泥"), holding(&rows, "水泥"));
    let left = number(office.db(), "SELECT count(*) FROM search_texts");
    assert!(left == texts || left == texts + 1, "{left} of {texts}: what nothing is found by is gone");
    assert!(number(office.db(), "SELECT count(*) FROM search_grams") >= grams, "none is missing");
}

#[test]
fn more_than_can_be_counted_is_sorted_by_what_has_an_index_and_else_refused_in_words() {
    use duban::actions::ActionError;
    use duban::domain::obligation::sorting::{Sort, Sorting};
    let office = Office::empty("2024-03-01");
    grow(&office, 1_100, 10);
    for by in Sort::ALL.iter().copied() {
        let asked = Asked { sorting: Sorting { by, descending: true }, limit: 5, ..Asked::default() };
        let list = office.ctx.db.read(|c| views::listing(&office.ctx, c, &Actor::Console, &asked));
        match list {
            Ok(list) => assert!(
                by.is_kept() && list.total.or_more && list.total.rows == 10_000 && list.items.len() == 5,
                "{by}"
            ),
            Err(ActionError::Invalid { field: "sort", .. }) => assert_eq!(by, Sort::Lamp),
            Err(error) => panic!("{by}: {error:?}"),
        }
    }
    let few = Asked {
        sorting: Sorting { by: Sort::Lamp, descending: false },
        words: Some(said("整治1")),
        limit: 5,
        ..Asked::default()
    };
    assert_eq!(
        office.ctx.db.read(|c| views::listing(&office.ctx, c, &Actor::Console, &few)).expect("a list").items.len(),
        5
    );
}
