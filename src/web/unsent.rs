//! What was typed into a form that could not be taken: it is shown, and sent again with one button.

use std::collections::HashMap;

use actix_web::HttpRequest;

use super::form;
use super::labels::{Value, label};
use super::received;
use crate::domain::period::Period;
use crate::domain::typed::visible;
use crate::strings::Strings;
use crate::views::{drawn, mark};

/// A row of a table begins with this field.
const FIRST_OF_ROW: &str = "id";

/// A row that is filed as it stands has this field, where its page knows which are.
const NEWS: &str = "news";

/// The marks of what a row was drawn with.
const PREFILLED: &str = "prefilled";

/// The form of a request, as it is sent again.
pub(super) struct Unsent {
    /// Where it goes to.
    pub action: String,
    /// The pattern of that address.
    place: String,
    /// What it repeats of the session.
    pub secret: String,
    /// Its fields; none of them is a password.
    pub fields: Vec<(String, String)>,
}

/// A field of a form with its label, as somebody reads it.
pub(super) type Shown = (String, String);

impl Unsent {
    /// What a request sent from one of our pages.
    pub(super) async fn of(request: &HttpRequest) -> Option<Self> {
        let body = received::kept(request)?;
        let (fields, secret) = form::own_fields(request, body).await?;
        Self::new(request, fields, secret)
    }

    /// A form by its fields; `None` where one of them is a password.
    pub(super) fn new(request: &HttpRequest, fields: Vec<(String, String)>, secret: String) -> Option<Self> {
        let secrets = fields.iter().any(|(name, _)| name.contains("password"));
        let action = request.uri().path_and_query().map(|address| address.as_str().to_owned())?;
        let place = request.match_pattern()?;
        (!secrets).then_some(Self { action, place, secret, fields })
    }

    /// What somebody filled in, row by row: a form of a table has many, and most of them may say nothing, or what they said before.
    pub(super) fn shown(&self, t: &Strings) -> Vec<Vec<Shown>> {
        let fields = self.touched();
        let rows = fields.chunk_by(|_, (next, _)| next != FIRST_OF_ROW);
        let knows_news = fields.iter().any(|(name, _)| name == NEWS);
        let has_text = |row: &&[(String, String)]| match row.iter().find(|(name, _)| name == PREFILLED) {
            _ if self.is_single() => true,
            _ if knows_news => row.iter().any(|(name, _)| name == NEWS || self.is_tick(name)),
            Some((_, prefilled)) => self.is_changed(row, prefilled),
            None => row.iter().any(|field| self.is_written(field)),
        };
        let shown = |row: &[(String, String)]| row.iter().filter_map(|field| self.field(t, field)).collect();
        rows.filter(has_text).map(shown).filter(|row: &Vec<Shown>| !row.is_empty()).collect()
    }

    /// Whether a row says something else than what it was drawn with, or is ticked.
    fn is_changed(&self, row: &[(String, String)], prefilled: &str) -> bool {
        let drawn: HashMap<&str, &str> = drawn(prefilled).collect();
        row.iter().any(|(name, text)| match drawn.get(name.as_str()) {
            Some(drawn) => *drawn != mark(text),
            None => self.is_tick(name),
        })
    }

    fn is_tick(&self, name: &str) -> bool {
        matches!(label(&self.place, name), Some((_, Value::Tick)))
    }

    /// The fields without those that nobody has touched since their page was drawn, where that is known.
    fn touched(&self) -> Vec<(String, String)> {
        let seen = self.fields.iter().find(|(name, _)| name == "seen").map_or("", |(_, seen)| seen.as_str());
        let drawn: HashMap<&str, &str> = drawn(seen).collect();
        let is_drawn = |(name, text): &&(String, String)| drawn.get(name.as_str()) == Some(&mark(text).as_str());
        self.fields.iter().filter(|field| !is_drawn(field)).cloned().collect()
    }

    fn is_single(&self) -> bool {
        !self.fields.iter().any(|(name, _)| name == FIRST_OF_ROW)
    }

    fn is_written(&self, (name, value): &(String, String)) -> bool {
        !value.trim().is_empty() && matches!(label(&self.place, name), Some((_, Value::Text | Value::Tick)))
    }

    fn field(&self, t: &Strings, (name, value): &(String, String)) -> Option<Shown> {
        let (key, how) = label(&self.place, name)?;
        let value = match how {
            _ if value.trim().is_empty() => return None,
            Value::Text | Value::Said => visible(value),
            Value::Month => {
                value.parse().map_or_else(|_| visible(value), |month: Period| t.month(month.year(), month.month()))
            }
            Value::Word(group) => t.word(group, value),
            Value::Tick => "✓".to_owned(),
        };
        Some((t.get(key).to_owned(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::Language;

    fn shown(place: &str, fields: &[(&str, &str)]) -> Vec<String> {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let unsent = Unsent { action: String::new(), place: place.to_owned(), secret: String::new(), fields };
        let row =
            |row: Vec<Shown>| row.into_iter().map(|(label, value)| format!("{label}={value}")).collect::<Vec<_>>();
        unsent.shown(Strings::of(Language::Zh)).into_iter().map(|one| row(one).join(" ")).collect()
    }

    #[test]
    fn of_a_table_the_rows_are_shown_in_which_something_was_written() {
        let rows = [
            [("id", "1"), ("version", "2"), ("stage", "in_progress"), ("progress", ""), ("problems", "")],
            [("id", "3"), ("version", "2"), ("stage", "in_progress"), ("progress", "已建\n3 台"), ("problems", " ")],
            [("id", "5"), ("version", "2"), ("stage", "in_progress"), ("progress", ""), ("no_change", "5")],
        ];
        let rows = shown("/my-work/month", rows.concat().as_slice());
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows[0].starts_with("进展阶段=推进中 ") && rows[0].ends_with("本月进展=已建\n3 台"), "{rows:?}");
        assert!(rows[1].ends_with("=✓"), "{rows:?}");
    }

    #[test]
    fn of_a_month_the_rows_are_shown_that_say_something_new_or_are_filed() {
        let drawn = format!("stage={} progress={}", mark("in_progress"), mark("已建 3 台"));
        let row = |id, progress| {
            [
                ("id", id),
                ("prefilled", drawn.as_str()),
                ("round", "2024-06"),
                ("stage", "in_progress"),
                ("progress", progress),
            ]
        };
        let typed = [row("1", "已建 3 台"), row("3", "已建 4 台")].concat();
        let rows = shown("/my-work/month", &typed);
        assert_eq!(rows, ["本次报送计入=2024年6月 进展阶段=推进中 本月进展=已建 4 台"]);
        // What is filed may have been kept before as it is sent; what is not is unchanged, or says so.
        let filed =
            [&row("1", "已建 3 台")[..], &[("news", "1")], &row("3", "已建 4 台"), &row("5", ""), &[("even", "5")]];
        let rows = shown("/my-work/month/filing", &filed.concat());
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows[0].ends_with("已建 3 台") && rows[1].ends_with("=✓"), "{rows:?}");
    }

    #[test]
    fn of_a_draft_only_what_was_typed_is_shown() {
        let seen = format!("d5.due={} d5.owed_by={} m3.text={}", mark("2025-06-30"), mark("甲局"), mark("一\n二"));
        let sent = [("seen", seen.as_str()), ("d5.due", "2025-07-31"), ("d5.owed_by", "甲局"), ("m3.text", "一\r\n二")];
        assert_eq!(shown("/plans/{id}/review", &sent), ["期限=2025-07-31"]);
    }

    #[test]
    fn of_a_form_all_is_shown_that_was_filled_in_and_nothing_that_its_page_repeats() {
        let people = [("name", "韦某"), ("email", "wei@x.cn"), ("phone", ""), ("role", "liaison")];
        assert_eq!(shown("/people", &people), ["姓名=韦某 邮箱=wei@x.cn 角色=联络员"]);
        let turned = [("reason", "已核\u{202e}实\n补\u{200b}充")];
        assert_eq!(shown("/obligations/{id}/return", &turned), ["退回理由=已核U+202E实\n补U+200B充"]);
        assert_eq!(shown("/obligations/{id}/closure", &[("version", "3")]), [""; 0]);
        assert_eq!(shown("/mails/addresses/lifting", &[("address", "wei@x.cn")]), [""; 0]);
    }
}
