//! The head of a plan: title, years, region.

mod season;
mod year;

use super::date::Years;
use super::doubt::Doubts;
use super::outline::Outline;
use super::provinces::PROVINCES;
use super::region;
use super::registry::UnitRegistry;
use super::text::Passage;
use duban_domain::draft::PlanHead;

/// A document names its region or a department of it in its first so many characters.
const NAMED: usize = 200_000;

/// The head without its indicators. `year` is what the caller knows better than the document.
pub(super) fn head(
    text: Passage<'_>,
    outline: &Outline<'_>,
    registry: &UnitRegistry,
    year: Option<i32>,
    doubts: &mut Doubts,
) -> PlanHead {
    let years = match year {
        Some(year) => year::around(outline, year),
        None => year::written(text, outline, doubts),
    };
    PlanHead {
        title: outline.title.map(|title| title.to_string().replace('\n', "")).unwrap_or_default(),
        year: years.first,
        last_year: years.last.filter(|_| years.are_several()),
        region: is_of_region(text, outline.title, registry).then(|| registry.region().name.clone()),
        indicators: Vec::new(),
    }
}

/// The years of a plan.
pub(super) fn years(plan: &PlanHead, outline: &Outline<'_>) -> Years {
    Years { first: plan.year, last: plan.last_year.or(plan.year), season: season::season(outline) }
}

/// The years that words over some tasks name: the title of another plan in the same document, of a sheet, a section.
pub(super) fn years_over(words: Passage<'_>) -> Option<Years> {
    year::of_title(words).map(|(years, _)| years)
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
    let title = title.map(|title| title.to_string()).unwrap_or_default();
    let text = text.to(text.start() + NAMED);
    if region::is_within(text, &title, &region.prefix) {
        return false; // a city's plan that cites a law of its province
    }
    let named = || text.contains(&region.short) || registry.units().iter().any(|u| text.contains(&u.name));
    !other && named()
}
