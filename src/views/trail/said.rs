//! What a row of the trail says that changed, in the reader's words. What is not understood is shown as it stands, and marked.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use serde_json::Value as Json;

use super::parts::{Kind, Part, Place, parts};
use crate::db::audit::Entry;
use crate::db::notice::notices::rung_of;
use crate::domain::period::Period;
use crate::domain::typed::UNREADABLE;
use crate::strings::Strings;
use crate::views::notice::rung::rung_words;

/// A value as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its words.
    pub text: String,
    /// Whether they are the data's own, in whatever language that is, and not the reader's.
    pub is_data: bool,
}

/// Something that a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about, in the reader's language; as it is stored where it is not understood.
    pub label: String,
    /// What it was; `None` where it was nothing or has no before.
    pub was: Option<Value>,
    /// What it is; `None` where it is nothing any more, or the label says all.
    pub is: Option<Value>,
    /// Whether this version knows what to say of it.
    pub is_understood: bool,
}

/// What a row says that changed.
pub fn said(t: &Strings, entry: &Entry) -> Vec<Fact> {
    let content = match serde_json::from_str::<Json>(&entry.detail) {
        Ok(Json::Null) => return Vec::new(),
        Ok(Json::Object(content)) if entry.verb.is_known() => content,
        _ => return vec![as_it_stands(t, t.get("audit.detail"), entry.detail.clone())],
    };
    let mut facts = Vec::new();
    let mut known = BTreeSet::new();
    for part in parts(entry.verb) {
        known.extend(keys(part.0));
        facts.extend(fact(t, &content, part));
    }
    let strange = content.iter().filter(|(key, value)| !known.contains(key.as_str()) && !value.is_null());
    facts.extend(strange.map(|(key, value)| as_it_stands(t, key, value.to_string())));
    facts
}

/// What this version has no words for.
fn as_it_stands(t: &Strings, label: &str, stored: String) -> Fact {
    let text = t.fill("audit.not_understood", &[("text", &stored)]);
    Fact { label: label.to_owned(), was: None, is: Some(Value { text, is_data: true }), is_understood: false }
}

/// The keys that a part reads.
fn keys(place: Place) -> Vec<&'static str> {
    match place {
        Place::Under(key) | Place::Both(key) => vec![key],
        Place::FromTo | Place::InFromTo(_) => vec!["from", "to"],
    }
}

fn fact(t: &Strings, content: &serde_json::Map<String, Json>, part: &Part) -> Option<Fact> {
    let (place, label, kind) = *part;
    let under = |key: &str| content.get(key).filter(|value| !value.is_null());
    let (was, is) = match place {
        Place::Under(key) => (None, under(key)),
        Place::Both(key) => (under(key).and_then(|pair| pair.get(0)), under(key).and_then(|pair| pair.get(1))),
        Place::FromTo => (under("from"), under("to")),
        Place::InFromTo(key) => (under("from").and_then(|from| from.get(key)), under("to").and_then(|to| to.get(key))),
    };
    // What stayed as it was is no change.
    let stayed = !matches!(place, Place::Under(_)) && was == is;
    let (was, is) = (was.filter(|was| !is_nothing(was)), is.filter(|is| !is_nothing(is)));
    if kind == Kind::Silent || stayed || (was.is_none() && is.is_none()) {
        return None;
    }
    let label = t.get(label);
    if let Kind::Tick | Kind::Untick = kind {
        let said = is.and_then(Json::as_bool) == Some(kind == Kind::Tick);
        return said.then(|| Fact { label: label.to_owned(), was: None, is: None, is_understood: true });
    }
    let words = |value: Option<&Json>| value.map_or(Some(None), |value| in_words(t, kind, value).map(Some));
    match (words(was), words(is)) {
        (Some(was), Some(is)) => Some(Fact { label: label.to_owned(), was, is, is_understood: true }),
        _ => {
            let stored = [was, is].into_iter().flatten().map(Json::to_string).collect::<Vec<_>>();
            Some(as_it_stands(t, label, stored.join(" → ")))
        }
    }
}

fn is_nothing(value: &Json) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// A value in words; `None` where it is none of its kind.
fn in_words(t: &Strings, kind: Kind, value: &Json) -> Option<Value> {
    let own = |text: String| Some(Value { text, is_data: false });
    match kind {
        Kind::Text => value.as_str().map(|text| Value { text: text.trim().to_owned(), is_data: true }),
        Kind::Word(group) => own(t.word(group, value.as_str()?)),
        Kind::Day => own(day(t, value.as_str()?.parse().ok()?)),
        Kind::Number => own(value.as_i64()?.to_string()),
        Kind::Numbers => {
            let numbers: Option<Vec<String>> =
                value.as_array()?.iter().map(|number| number.as_i64().map(|number| number.to_string())).collect();
            own(numbers?.join(", "))
        }
        Kind::Percent => own(format!("{} %", value.as_i64()?)),
        Kind::Month => own(month(t, value.as_str()?)?),
        Kind::Rung if value.as_str()?.starts_with("people/") => own(t.get("audit.by_people").to_owned()),
        Kind::Rung => own(rung_words(t, rung_of(value.as_str()?)?)),
        Kind::Filters => filters(t, value),
        Kind::Tick | Kind::Untick | Kind::Silent => None,
    }
}

fn day(t: &Strings, date: NaiveDate) -> String {
    if date == UNREADABLE {
        return t.get("app.unreadable_date").to_owned();
    }
    let weekday = t.word("weekday", &date.weekday().num_days_from_monday().to_string());
    t.fill("app.date", &[("date", &date), ("weekday", &weekday)])
}

/// A month as it is stored, in words.
fn month(t: &Strings, stored: &str) -> Option<String> {
    let month: Period = stored.parse().ok()?;
    Some(t.month(month.year(), month.month()))
}

/// `操作人 韦某；日期自 2024-06-01`; that nothing was filtered is said too.
fn filters(t: &Strings, value: &Json) -> Option<Value> {
    let filters = value.as_object()?;
    if filters.is_empty() {
        return Some(Value { text: t.get("ledger.all").to_owned(), is_data: false });
    }
    let one = |(name, typed): (&String, &Json)| Some(format!("{} {}", t.word("field", name), typed.as_str()?));
    let all: Option<Vec<String>> = filters.iter().map(one).collect();
    Some(Value { text: all?.join("，"), is_data: true })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::*;
    use crate::domain::id::EntryId;
    use crate::domain::person::ActorKind;
    use crate::domain::trail::Verb;
    use crate::strings::Language;

    fn row(verb: Verb, detail: &str) -> Entry {
        Entry {
            id: EntryId::new(1),
            at: NaiveDateTime::default(),
            person_id: None,
            actor_kind: ActorKind::Console,
            actor: String::new(),
            actor_unit: None,
            source: None,
            channel: None,
            format: 1,
            verb,
            object: "plan".to_owned(),
            object_id: 1,
            remark: None,
            detail: detail.to_owned(),
        }
    }

    /// One line, as the page has it.
    fn line(verb: Verb, detail: &str) -> String {
        let facts = said(Strings::of(Language::Zh), &row(verb, detail));
        let one = |fact: &Fact| {
            let values = fact.was.iter().chain(&fact.is).map(|value| value.text.as_str()).collect::<Vec<_>>();
            format!("{} {}", fact.label, values.join(" → ")).trim().to_owned()
        };
        facts.iter().map(one).collect::<Vec<_>>().join("；")
    }

    #[test]
    fn a_step_says_what_was_and_what_is() {
        let detail = r#"{"from": "acknowledged", "to": "acknowledged", "answer_by": null, "due": "2024-06-30", "as_empty": false,
            "stage": ["not_started", "in_progress"], "percent": [40, 54]}"#;
        assert_eq!(line(Verb::SaveReport, detail), "进展阶段 未启动 → 推进中；进度 40 % → 54 %");
        let returned = r#"{"from": "submitted", "to": "returned", "answer_by": "2024-07-05", "due": "2024-06-30", "as_empty": true}"#;
        assert_eq!(line(Verb::Return, returned), "状态 待审核 → 退回补充；补充期限 2024-07-05（周五）；视同未报");
    }

    #[test]
    fn a_change_of_a_draft_says_the_words_before_and_after() {
        let edited = r#"{"from": {"title": "甲", "year": 2024, "last_year": null}, "to": {"title": "乙", "year": 2024, "last_year": 2026}}"#;
        assert_eq!(line(Verb::EditPlan, edited), "计划名称 甲 → 乙；年度（止，一年的不填） 2026");
        assert_eq!(line(Verb::CloseMeasure, r#"{"closed": false}"#), "仍需交办");
        assert_eq!(line(Verb::RemoveMilestone, r#"{"from": "6月底前", "to": null}"#), "文字 6月底前");
    }

    #[test]
    fn what_is_not_understood_stands_as_it_is_and_is_marked() {
        for (verb, detail, shown) in [
            (Verb::SignIn, r#"{"seal": [7]}"#, "seal （其他版本写入）[7]"),
            (Verb::Return, r#"{"answer_by": 7}"#, "补充期限 （其他版本写入）7"),
            (Verb::stored("stamp"), r#"{"a": 1}"#, r#"内容 （其他版本写入）{"a": 1}"#),
            (Verb::SignIn, "no json", "内容 （其他版本写入）no json"),
        ] {
            assert_eq!(line(verb, detail), shown);
            assert!(said(Strings::of(Language::Zh), &row(verb, detail)).iter().all(|fact| !fact.is_understood));
        }
        assert_eq!(line(Verb::SignOut, "null"), "");
    }

    #[test]
    fn every_verb_has_its_words_in_both_languages_and_every_label_too() {
        for language in [Language::Zh, Language::En] {
            let t = Strings::of(language);
            for verb in Verb::ALL {
                let key = format!("verb.{verb}");
                assert_ne!(t.get(&key), key, "{verb} has no words");
                for (_, label, _) in parts(*verb) {
                    assert_ne!(t.get(label), *label, "{verb} has no words for {label}");
                }
            }
        }
    }
}
