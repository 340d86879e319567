//! What the fields of forms are called on their pages: for whoever shows again what was typed into one.

/// How the value of a field is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// As it was typed.
    Text,
    /// A choice: a word of that group of the catalogue.
    Word(&'static str),
    /// A month as it is stored.
    Month,
    /// A tick.
    Tick,
    /// What the page itself says of the row.
    Said,
}

use Value::{Month, Said, Text, Tick, Word};

/// A field's name, the catalogue's key of its label, and how its value is shown.
type Label = (&'static str, &'static str, Value);

/// Fields that are called otherwise at these addresses: the last word of an address that is no key.
const OF_PLACES: [(&str, &[Label]); 4] = [
    ("people", &[("name", "person.name", Text), ("unit", "item.unit", Text)]),
    ("posts", &[("unit", "item.unit", Text)]),
    ("review", &[("name", "draft.indicator_name", Text), ("unit", "draft.value_unit", Text)]),
    ("return", &[("reason", "review.missing", Text)]),
];

/// The others, wherever they are.
const LABELS: [Label; 62] = [
    ("again", "password.again", Text),
    ("aliases", "draft.aliases", Text),
    ("answer", "call.answer", Text),
    ("answer_by", "review.answer_by", Text),
    ("as_empty", "review.as_empty", Tick),
    ("assigned_on", "draft.assigned_on", Text),
    ("at_once", "review.at_once", Tick),
    ("baseline", "draft.baseline", Text),
    ("cadence", "round.cadence", Word("cadence")),
    ("chase", "draft.chase", Word("chase")),
    ("choice", "proposal.choice", Word("proposal")),
    ("class", "draft.class", Word("unit_class")),
    ("current", "account.current", Text),
    ("cutoff_day", "draft.cutoff_day", Text),
    ("day_meant", "draft.day_meant", Tick),
    ("deliverable", "item.what", Text),
    ("done", "report.done", Text),
    ("due", "item.due", Text),
    ("email", "sign_in.email", Text),
    ("even", "report.even_unchanged", Tick),
    ("even_all", "report.even_unchanged", Tick),
    ("evidence", "report.evidence", Text),
    ("figures", "report.figures", Text),
    ("from", "person.ends_from", Text),
    ("guide", "assigned.guide", Text),
    ("help_needed", "report.help_needed", Text),
    ("lead", "assigned.lead", Text),
    ("leave_out", "report.leave_out", Tick),
    ("members", "draft.members", Text),
    ("next_steps", "report.next_steps", Text),
    ("no_change", "report.no_change", Tick),
    ("op", "draft.comparator", Word("comparator")),
    ("owed_by", "draft.owed_by", Text),
    ("last_year", "draft.last_year", Text),
    ("p.title", "draft.plan_title", Text),
    ("password", "password.new", Text),
    ("phone", "call.phone", Text),
    ("phrase", "draft.phrase", Text),
    ("plan_kind", "plan.kind", Word("plan_kind")),
    ("problems", "report.problems", Text),
    ("progress", "report.progress", Text),
    ("qualifier", "draft.qualifier", Text),
    ("reason", "step.reason", Text),
    ("remark", "proposal.remark", Text),
    ("removal", "draft.removal_reason", Text),
    ("reports_on", "draft.reports_on", Word("reports_on")),
    ("responsible", "assigned.responsible", Text),
    ("role", "person.role", Word("role")),
    ("round", "round.answers", Month),
    ("same_as", "draft.same_as", Text),
    ("scope", "draft.scope", Text),
    ("spoke_with", "call.spoke_with", Text),
    ("stage", "report.stage", Word("stage")),
    ("subtitle", "draft.subtitle", Text),
    ("support", "assigned.support", Text),
    ("task", "item.task", Said),
    ("text", "draft.text", Text),
    ("title", "draft.task_title", Text),
    ("total", "report.total", Text),
    ("un.name", "draft.unit_name", Text),
    ("value", "draft.value", Text),
    ("year", "draft.year", Text),
];

/// What a field of the form at that address is called, and how its value is shown; `None` for one that nobody fills in. A field of
/// a row is called by its column: `d5.due`.
pub(super) fn label(address: &str, field: &str) -> Option<(&'static str, Value)> {
    let column = field.rsplit('.').next().unwrap_or(field);
    let place = address.rsplit('/').find(|part| !part.starts_with('{'));
    let of_place = OF_PLACES.iter().filter(|(at, _)| Some(*at) == place).flat_map(|(_, labels)| *labels);
    let in_full = LABELS.iter().filter(|(name, _, _)| name.contains('.') && *name == field);
    let by_column = of_place.chain(&LABELS).filter(|(name, _, _)| *name == column);
    let (_, key, value) = in_full.chain(by_column).next()?;
    Some((key, *value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::{DraftRow, blank_columns};
    use crate::domain::id::{MeasureId, TaskId};

    /// Fields of forms that say nothing by themselves: what the page repeats, buttons, choices by key.
    const UNSAID: [&str; 9] = ["form_secret", "version", "id", "seen", "then", "back", "post", "at", "next"];

    /// The templates of pages with their macros.
    fn templates() -> Vec<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let pages = files.filter(|path| path.extension().is_some_and(|ending| ending == "html"));
        pages.map(|path| with_the_month(&on_one_line(&std::fs::read_to_string(path).unwrap()))).collect()
    }

    /// With the rows of the month's table in the place of the macro that draws them: they are inside of a page's form.
    fn with_the_month(page: &str) -> String {
        let month = on_one_line(include_str!("../../templates/_month.html"));
        page.replace("{{ month::row_to_fill_in(page, row, stages) }}", &month)
    }

    /// Tags and labels may be broken anywhere between two attributes.
    fn on_one_line(page: &str) -> String {
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The address of a form as a pattern, and the form.
    fn forms(page: &str) -> Vec<(String, &str)> {
        let starts = page.split("method=\"post\" action=\"").skip(1);
        starts
            .map(|rest| {
                let (action, form) = rest.split_once('"').unwrap();
                let action = action.split("{{").map(|part| part.split_once("}}").map_or(part, |(_, rest)| rest));
                (action.collect::<Vec<_>>().join("{key}"), form.split("</form>").next().unwrap())
            })
            .collect()
    }

    /// The fields of a form, each with the key of the label before it, where that is plain.
    fn fields(form: &str) -> Vec<(&str, Option<&str>)> {
        let tags = form.match_indices(" name=\"").filter_map(|(at, start)| {
            let (before, rest) = (form.get(..at)?, form.get(at + start.len()..)?);
            let tag = before.rsplit('<').next()?;
            let is_typed = !tag.starts_with("button") && !tag.contains("type=\"hidden\"");
            is_typed.then_some((rest.split('"').next()?, label_before(before)))
        });
        tags.chain(fields_by_macro(form)).collect()
    }

    /// The fields that a macro draws with their labels: `fields::text_area("figures", page.s("report.figures"), …)`, and those
    /// of the month's table: `text_area("problems", page.s("report.problems"), …)`.
    fn fields_by_macro(form: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
        let macros = ["{{ fields::text_area(\"", "{{ fields::reason(\"", "- text_area(\"", "- count(\"", "- tick(\""];
        let drawn = macros.into_iter().flat_map(|call| {
            let is_reason = call.contains("reason");
            form.split(call).skip(1).map(move |rest| (is_reason, rest))
        });
        drawn.filter_map(|(is_reason, rest)| {
            let (id, rest) = rest.split_once('"')?;
            let key = rest.split_once("page.s(\"")?.1.split('"').next()?;
            Some((if is_reason { "reason" } else { id }, Some(key)))
        })
    }

    fn label_before(form: &str) -> Option<&str> {
        let label = form.rsplit("<label").next()?.split("{{ page.s(\"").nth(1)?;
        let (key, rest) = label.split_once("\") }}</label>")?;
        rest.matches('<').count().eq(&1).then_some(key)
    }

    #[test]
    fn every_field_that_is_filled_in_is_called_as_on_its_page() {
        let (mut seen, mut plain) = (0, 0);
        for page in templates() {
            for (action, form) in forms(&page) {
                let ours = !["/sign-in", "/plans/import", "{key}"].contains(&action.as_str());
                for (name, key) in fields(form).into_iter().filter(|(name, _)| ours && !UNSAID.contains(name)) {
                    if name.starts_with("{{") {
                        continue;
                    }
                    let label = label(&action, name);
                    assert!(label.is_some(), "{action}: {name} has no label");
                    assert!(key.is_none() || label.map(|(key, _)| key) == key, "{action}: {name} is {key:?} there");
                    (seen, plain) = (seen + 1, plain + usize::from(key.is_some()));
                }
            }
        }
        // Those of a draft are drawn by macros: the next test asks for them.
        assert!(seen > 25 && plain > 15, "the search has lost its way: {seen}, {plain}");
    }

    #[test]
    fn every_column_of_a_draft_is_called_as_on_its_page() {
        let key = DraftRow::NewIndicator(MeasureId::new(1));
        let rows = [key, DraftRow::NewMilestone(MeasureId::new(1)), DraftRow::NewMeasure(TaskId::new(1))];
        let new =
            rows.into_iter().flat_map(|row| blank_columns(row).into_iter().map(move |(column, _)| row.field(column)));
        let others = ["t1.title", "m1.subtitle", "m1.removal", "m1.lead", "m1.support", "m1.responsible", "m1.guide"];
        let others = others
            .into_iter()
            .chain([
                "u1.same_as",
                "u1.class",
                "u1.members",
                "p.assigned_on",
                "p.day_meant",
                "p.title",
                "p.year",
                "p.last_year",
                "p.plan_kind",
                "p.cutoff_day",
                "p.reports_on",
                "m1.cadence",
                "m1.chase",
                "un.name",
                "un.class",
                "un.aliases",
            ])
            .map(str::to_owned);
        let page: String = templates().concat();
        for name in new.chain(others) {
            let Some((key, _)) = label("/plans/{id}/review", &name) else { panic!("{name} has no label") };
            let is_role = key.starts_with("assigned.");
            assert!(is_role || page.contains(&format!("page.s(\"{key}\")")), "{name}: nothing is called {key}");
        }
    }

    #[test]
    fn a_field_of_many_names_is_called_by_its_place() {
        let key = |address, name| label(address, name).map(|(key, _)| key);
        assert_eq!(key("/people", "name"), Some("person.name"));
        assert_eq!(key("/plans/{id}/review", "i5.name"), Some("draft.indicator_name"));
        assert_eq!(key("/obligations/{id}/return", "reason"), Some("review.missing"));
        assert_eq!(key("/obligations/{id}/reopening", "reason"), Some("step.reason"));
        assert_eq!(key("/obligations/{id}/reports", "version"), None);
    }
}
