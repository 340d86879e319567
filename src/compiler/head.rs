//! The head of a plan: title, year, region.

use super::cursor::Cursor;
use super::outline::Outline;
use super::provinces::PROVINCES;
use super::registry::UnitRegistry;
use super::text::Passage;
use duban_domain::draft::PlanHead;

/// A document names its region or a department of it in its first so many characters.
const NAMED: usize = 200_000;
/// How many paragraphs may tell the year besides the title.
const OPENING: usize = 4;

/// The head without its indicators. `year` is what the caller knows better than the document.
pub(super) fn head(text: Passage<'_>, outline: &Outline<'_>, registry: &UnitRegistry, year: Option<i32>) -> PlanHead {
    let opening = first_lines(text);
    let written = || outline.title.and_then(|t| year_in(t, "", "年"));
    let numbered = || opening.iter().take(OPENING).find_map(|p| year_in(*p, "〔", "〕"));
    let begun = || opening.iter().take(OPENING).find_map(|p| year_in(*p, "", "年度"));
    PlanHead {
        title: outline.title.map(|t| t.to_string()).unwrap_or_default(),
        year: year.or_else(written).or_else(begun).or_else(numbered),
        region: is_of_region(text, outline.title, registry).then(|| registry.region().name.clone()),
        indicators: Vec::new(),
    }
}

/// The lines that open a text.
fn first_lines(text: Passage<'_>) -> Vec<Passage<'_>> {
    let mut ends = text.chars().iter().enumerate().filter(|(_, c)| **c == '\n').map(|(i, _)| text.start() + i);
    let end = ends.nth(OPENING - 1).unwrap_or(text.end());
    text.to(end).split(&['\n'])
}

/// The year between two marks.
fn year_in(passage: Passage<'_>, before: &str, after: &str) -> Option<i32> {
    (passage.start()..passage.end()).find_map(|at| {
        let mut cursor = Cursor::new(passage, at);
        if before.is_empty() && passage.before(at).is_some_and(|c| c.is_ascii_digit() || matches!(c, '—' | '-')) {
            return None;
        }
        if !before.is_empty() {
            cursor.eat(&[before])?;
        }
        let year = cursor.eat_number(4).filter(|y| (2000..2100).contains(y))?;
        cursor.eat(&[after])?;
        i32::try_from(year).ok()
    })
}

/// Whether the document is of the registry's region: its title says so, or names no other and its text names
/// the region or a department of it.
fn is_of_region(text: Passage<'_>, title: Option<Passage<'_>>, registry: &UnitRegistry) -> bool {
    let region = registry.region();
    let titled = |name: &str| title.is_some_and(|title| title.contains(name));
    if titled(&region.short) {
        return true;
    }
    let other = PROVINCES.iter().any(|province| *province != region.short && titled(province));
    let text = text.to(text.start() + NAMED);
    let named = || text.contains(&region.short) || registry.units().iter().any(|u| text.contains(&u.name));
    !other && named()
}
