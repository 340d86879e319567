//! Floor 0: the catalogues, one a language; every string that a person reads stands there.
//!
//! `templates/strings/zh.toml` and `en.toml` have the same keys (a test holds them to it). A string may
//! have gaps, `{name}`, that [`Strings::fill`] fills.

mod marked;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use marked::marked;

/// A language of the screens and mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese, the first language.
    Zh,
    /// English.
    En,
}

impl Language {
    /// `zh` or `en`, as cookies and settings have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::En => "en",
        }
    }

    /// The one that is not this one.
    pub fn other(self) -> Self {
        match self {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        }
    }

    /// The value of the `lang` attribute of a page.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    }

    /// The language of that name; `None` for any other.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "zh" => Some(Language::Zh),
            "en" => Some(Language::En),
            _ => None,
        }
    }
}

/// A string to be shown in the reader's language: a key of the catalogue and what fills its gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The key.
    pub key: &'static str,
    /// Gap and filling.
    pub args: Vec<(&'static str, Filling)>,
}

/// What fills a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filling {
    /// As it is.
    Text(String),
    /// A word of the catalogue, by its key: `status.assigned`.
    Word(String),
    /// Several of them, as a list.
    Words(Vec<String>),
}

impl Message {
    /// A string without gaps.
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// Fills one gap.
    pub fn with(mut self, gap: &'static str, filling: impl ToString) -> Self {
        self.args.push((gap, Filling::Text(filling.to_string())));
        self
    }

    /// What a gap is filled with, where that is a text.
    pub fn text(&self, gap: &str) -> Option<&str> {
        self.args.iter().find_map(|(name, filling)| match filling {
            Filling::Text(text) if *name == gap => Some(text.as_str()),
            _ => None,
        })
    }

    /// Fills one gap with a word of the catalogue.
    pub fn with_word(mut self, gap: &'static str, group: &str, word: &str) -> Self {
        self.args.push((gap, Filling::Word(format!("{group}.{word}"))));
        self
    }

    /// Fills one gap with a list of words of the catalogue.
    pub fn with_words(mut self, gap: &'static str, group: &str, words: &[impl ToString]) -> Self {
        let keys = words.iter().map(|word| format!("{group}.{}", word.to_string()));
        self.args.push((gap, Filling::Words(keys.collect())));
        self
    }
}

/// One language's catalogue.
#[derive(Debug)]
pub struct Strings {
    /// Which language.
    pub language: Language,
    entries: BTreeMap<String, String>,
}

static ZH: LazyLock<Strings> =
    LazyLock::new(|| Strings::parse(Language::Zh, include_str!("../templates/strings/zh.toml")));
static EN: LazyLock<Strings> =
    LazyLock::new(|| Strings::parse(Language::En, include_str!("../templates/strings/en.toml")));

impl Strings {
    /// The catalogue of a language.
    pub fn of(language: Language) -> &'static Strings {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }

    fn parse(language: Language, text: &str) -> Self {
        let mut entries = BTreeMap::new();
        // A catalogue that does not parse leaves bare keys on the screen; a test parses both.
        if let Ok(table) = text.parse::<toml::Table>() {
            flatten("", &table, &mut entries);
        }
        Self { language, entries }
    }

    /// The string under a key; the key itself where the catalogue has none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.entries.get(key).map_or(key, String::as_str)
    }

    /// A word of a vocabulary: `status` and `assigned`. One that the catalogue does not have was written by another version
    /// and is shown as it is stored.
    pub fn word(&self, group: &str, word: &str) -> String {
        self.entry(&format!("{group}.{word}"), word)
    }

    /// A stored word that this version does not know, as it is shown.
    pub fn unknown(&self, word: &str) -> String {
        self.fill("app.unknown_word", &[("word", &word)])
    }

    /// What stands between the parts of a list.
    pub(crate) fn list_mark(&self) -> &'static str {
        match self.language {
            Language::Zh => "、",
            Language::En => ", ",
        }
    }

    /// The word of a key with its group.
    fn word_of(&self, key: &str) -> String {
        self.entry(key, key.split_once('.').map_or(key, |(_, word)| word))
    }

    fn entry(&self, key: &str, word: &str) -> String {
        self.entries.get(key).map_or_else(|| self.unknown(word), String::clone)
    }

    /// The string under a key with its gaps filled.
    pub fn fill(&self, key: &str, args: &[(&str, &dyn std::fmt::Display)]) -> String {
        args.iter().fold(self.get(key).to_owned(), |text, (gap, filling)| filled(&text, gap, &filling.to_string()))
    }

    /// A month: `2024年6月`.
    pub fn month(&self, year: i32, month: u32) -> String {
        self.fill("app.month", &[("year", &year), ("month", &month)])
    }

    /// A message in this language.
    pub fn say(&self, message: &Message) -> String {
        message.args.iter().fold(self.get(message.key).to_owned(), |text, (gap, filling)| {
            let filling = match filling {
                Filling::Text(text) => text.clone(),
                Filling::Word(key) => self.word_of(key),
                Filling::Words(keys) => {
                    keys.iter().map(|key| self.word_of(key)).collect::<Vec<_>>().join(self.list_mark())
                }
            };
            filled(&text, gap, &filling)
        })
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }
}

/// A text with one gap filled: `{n}`, and the words that go with a number: `{n?unit has:units have}`, the first for 1.
pub fn filled(text: &str, gap: &str, filling: &str) -> String {
    let mut text = text.replace(&format!("{{{gap}}}"), filling);
    let start = format!("{{{gap}?");
    while let Some((before, rest)) = text.split_once(&start) {
        let Some((words, after)) = rest.split_once('}') else { break };
        let (one, many) = words.split_once(':').unwrap_or((words, words));
        text = format!("{before}{}{after}", if filling == "1" { one } else { many });
    }
    text
}

fn flatten(prefix: &str, table: &toml::Table, entries: &mut BTreeMap<String, String>) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, entries),
            toml::Value::String(text) => drop(entries.insert(key, text.clone())),
            other => drop(entries.insert(key, other.to_string())),
        }
    }
}
