//! What every page has around its own contents: language, title, who is signed in, menu, notice of what was done.

use actix_web::HttpRequest;
use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::guard::SignedIn;
use super::plan_choice::{self, PlanMenu};
use super::{assets, done, folded, kept, language, menu};
use crate::app::App;
use crate::clock;
use crate::db::audit::Entry;
use crate::db::counted::Counted;
use crate::domain::id::PostId;
use crate::domain::notice::Rung;
use crate::domain::period::Period;
use crate::domain::person::ActorKind;
use crate::domain::plan::choice::PlanChoice;
use crate::domain::typed::UNREADABLE;
use crate::strings::{Language, Strings};
use crate::views::{self, Item, Overdue, Progress, rung_words};

/// By so many characters a text is recognised.
const SHORT_CHARS: usize = 60;

/// The frame of a page.
pub(super) struct Page {
    /// The reader's catalogue.
    pub t: &'static Strings,
    /// The page's own title.
    pub title: String,
    /// The same where nothing has given it a name of its own.
    called: String,
    /// Who reads; `None` before sign-in.
    pub who: Option<Who>,
    /// What every form repeats.
    pub form_secret: String,
    /// Whether all data is made up.
    pub demo: bool,
    /// Which plans it is about, where there are several to choose from.
    pub plans: Option<PlanMenu>,
    /// What else stands in the address, to be kept with another choice of plans.
    pub kept_pairs: Vec<(String, String)>,
    /// What was just done, to be said once.
    pub done: Option<String>,
    /// This page in the other language.
    other_language: String,
    /// Its own address without what stands behind it.
    pub path: String,
}

/// Who reads, as the head of the page shows it.
pub(super) struct Who {
    /// 姓名.
    pub name: String,
    /// The post that the page acts in.
    pub post: PostId,
    /// 代表单位.
    pub unit: String,
    /// The catalogue's key of the role.
    pub role: &'static str,
    /// Other posts to act in: key, unit, role.
    pub other_posts: Vec<(PostId, String, &'static str)>,
    /// Address, key of the label, whether it is this page.
    pub menu: Vec<(&'static str, &'static str, bool)>,
}

impl Page {
    /// The frame of a page for whoever is signed in.
    pub(super) fn for_reader(request: &HttpRequest, app: &App, reader: &SignedIn, title: &str) -> Self {
        let mut page = Self::for_anybody(request, app, title);
        page.form_secret = reader.form_secret.clone();
        page.plans =
            Some(reader.plans.clone()).filter(|plans| plan_choice::is_page(request.path()) && plans.has_several());
        page.kept_pairs = if page.plans.is_some() { plan_choice::kept(request) } else { Vec::new() };
        let entries = menu::entries(&reader.post).iter();
        page.who = Some(Who {
            name: reader.person.name.clone(),
            post: reader.post.id,
            unit: reader.post.unit.clone(),
            role: reader.post.role.as_str(),
            other_posts: reader
                .posts
                .iter()
                .filter(|post| post.id != reader.post.id)
                .map(|post| (post.id, post.unit.clone(), post.role.as_str()))
                .collect(),
            menu: entries.map(|(href, key)| (*href, *key, menu::is_below(request.path(), href))).collect(),
        });
        page
    }

    /// The frame of a page without a reader: sign-in, errors.
    pub(super) fn for_anybody(request: &HttpRequest, app: &App, title: &str) -> Self {
        let t = Strings::of(language::of_page(request, app));
        Self {
            t,
            title: t.get(title).to_owned(),
            called: t.get(title).to_owned(),
            who: None,
            form_secret: String::new(),
            plans: None,
            kept_pairs: Vec::new(),
            demo: app.demo,
            done: done::of(request, t),
            other_language: language::switched(request, t.language),
            path: request.path().to_owned(),
        }
    }

    /// The same frame for a page that a refused form draws again: its own address is where it is read.
    pub(super) fn at(mut self, address: &str) -> Self {
        // A kept form is read at the address at which it is shown.
        if !kept::is_place(&self.other_language) {
            self.other_language = format!("{address}?lang={}", self.t.language.other().as_str());
        }
        self
    }

    /// The same frame with what its forms repeat.
    pub(super) fn with_form_secret(mut self, form_secret: String) -> Self {
        self.form_secret = form_secret;
        self
    }

    /// A string of the catalogue.
    pub(super) fn s<'a>(&'a self, key: &'a str) -> &'a str {
        self.t.get(key)
    }

    /// A string of the catalogue whose key has two parts: `status` and `assigned`.
    pub(super) fn word(&self, group: &str, word: &str) -> String {
        self.t.word(group, word)
    }

    /// A string with one gap filled.
    pub(super) fn fill(&self, key: &str, gap: &str, filling: impl std::fmt::Display) -> String {
        self.t.fill(key, &[(gap, &filling)])
    }

    /// How many of how many: `3/14`; of nothing there is no share to say.
    pub(super) fn out_of(&self, done: impl std::fmt::Display, all: impl std::fmt::Display) -> String {
        let all = all.to_string();
        if all == "0" { self.s("app.nothing").to_owned() } else { format!("{done}/{all}") }
    }

    /// A local date with its weekday: `2024-06-30（周日）`.
    pub(super) fn date(&self, date: &NaiveDate) -> String {
        if *date == UNREADABLE {
            return self.s("app.unreadable_date").to_owned();
        }
        let weekday = self.word("weekday", &date.weekday().num_days_from_monday().to_string());
        self.t.fill("app.date", &[("date", date), ("weekday", &weekday)])
    }

    /// That a day is counted by a guess, and whose days off are not announced.
    pub(super) fn gap(&self, gap: &crate::domain::calendar::Gap) -> String {
        views::gap_words(self.t, gap)
    }

    /// Whether each row says of which plan it is: several are shown.
    pub(super) fn names_plans(&self) -> bool {
        self.plans.as_ref().is_some_and(|plans| !matches!(plans.choice, PlanChoice::One(_)))
    }

    /// A string with how many there are, and that there are more where they were not all counted.
    pub(super) fn count(&self, key: &str, counted: &Counted) -> String {
        let n = self.t.fill(if counted.or_more { "app.more_than" } else { "app.number" }, &[("n", &counted.rows)]);
        self.fill(key, "n", n)
    }

    /// How many units are late with how much.
    pub(super) fn late_words(&self, late: &Overdue) -> String {
        self.t.fill("overdue.all", &[("units", &late.all_units), ("n", &late.all_items)])
    }

    /// A month in the reader's words: `2024年6月`.
    pub(super) fn month(&self, period: &Period) -> String {
        self.t.month(period.year(), period.month())
    }

    /// A month as it is stored in the reader's words; one that cannot be read as it stands.
    pub(super) fn stored_month(&self, period: &str) -> String {
        period.parse().map_or_else(|_| period.to_owned(), |period| self.month(&period))
    }

    /// A local date without its weekday: `2024-06-30`.
    pub(super) fn day(&self, date: &NaiveDate) -> String {
        match *date {
            UNREADABLE => self.s("app.unreadable_date").to_owned(),
            date => date.to_string(),
        }
    }

    /// A UTC time on the wall in Asia/Shanghai, to the minute.
    pub(super) fn time(&self, utc: &NaiveDateTime) -> String {
        match utc.date() {
            UNREADABLE => self.s("app.unreadable_date").to_owned(),
            _ => clock::to_the_minute(*utc),
        }
    }

    /// A UTC time with its weekday: `2024-06-17（周一）08:30`.
    pub(super) fn moment(&self, utc: &NaiveDateTime) -> String {
        let local = clock::to_local(*utc);
        let gaps: [(&str, &dyn std::fmt::Display); 2] =
            [("date", &self.date(&local.date())), ("time", &local.format("%H:%M"))];
        self.t.fill("app.moment", &gaps)
    }

    /// Whoever acted: a person's name, whatever it is, or the system in the reader's words.
    pub(super) fn actor(&self, entry: &Entry) -> String {
        actor(self.t, entry)
    }

    /// Why somebody was told: the rung, or what somebody did.
    pub(super) fn why(&self, rung: Option<Rung>) -> String {
        rung.map_or_else(|| self.s("notice.event").to_owned(), |rung| rung_words(self.t, rung))
    }

    /// Whether a page stands in the reader's menu.
    pub(super) fn leads_to(&self, href: &str) -> bool {
        self.who.as_ref().is_some_and(|who| who.menu.iter().any(|(entry, _, _)| *entry == href))
    }

    /// A document's text as it is read.
    pub(super) fn folded(&self, text: impl AsRef<str>) -> String {
        folded::folded(text.as_ref())
    }

    /// The beginning of a text that is only to be recognised.
    pub(super) fn short(&self, text: &str) -> String {
        cut(text, SHORT_CHARS)
    }

    /// Whether what was chosen is that word.
    pub(super) fn is_same(&self, chosen: &str, word: &str) -> bool {
        chosen == word
    }

    /// What was due by today and what became of it.
    pub(super) fn due_words(&self, progress: &Progress) -> String {
        views::due_words(self.t, progress)
    }

    /// How far the year's items are.
    pub(super) fn year_words(&self, progress: &Progress) -> String {
        views::year_words(self.t, progress)
    }

    /// A rung in words.
    pub(super) fn rung(&self, rung: &Rung) -> String {
        rung_words(self.t, *rung)
    }

    /// How long until an item's date, or how late it is.
    pub(super) fn remaining(&self, item: &Item) -> String {
        match item.late.days {
            0 if !item.is_open() => String::new(),
            0 if item.days_left == 0 => self.s("item.due_today").to_owned(),
            0 if item.days_left > 0 => self.fill("item.days_left", "n", item.days_left),
            0 => String::new(),
            days => self.t.fill("item.days_late", &[("n", &days), ("workdays", &item.late.workdays)]),
        }
    }

    /// What the browser's window is called: in the page's language alone, since nothing in it can be marked as of another.
    pub(super) fn window_title(&self) -> &str {
        let foreign = self.t.language == Language::En && self.title.chars().any(folded::is_chinese);
        if foreign { &self.called } else { &self.title }
    }

    /// The value of the page's `lang`.
    pub(super) fn lang(&self) -> &'static str {
        self.t.language.tag()
    }

    /// The address of an own file.
    pub(super) fn asset(&self, file: &str) -> String {
        assets::address(file)
    }

    /// This page in the other language.
    pub(super) fn other_language(&self) -> &str {
        &self.other_language
    }
}

/// Whoever acted: a person's name, whatever it is, or the system in words.
pub(super) fn actor(t: &Strings, entry: &Entry) -> String {
    match entry.actor_kind {
        ActorKind::Person => entry.actor.clone(),
        kind => t.word("actor", kind.as_str()),
    }
}

/// So many characters of a text at most.
pub(super) fn cut(text: &str, most: usize) -> String {
    let cut: String = text.chars().take(most).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}
