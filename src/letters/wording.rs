//! How letters say dates, units, states.

use chrono::{Datelike, NaiveDate};

use crate::actions::Context;
use crate::config::LinkBase;
use crate::db::people::persons::Contact;
use crate::domain::obligation::Status;
use crate::domain::period::Period;
use crate::strings::Strings;
use crate::views::{Item, Sight};

/// How much of a deliverable stands in a subject.
const SUBJECT_CHARS: usize = 34;
/// How much of a name, a number or an address.
pub(super) const NAME_CHARS: usize = 60;
/// A plan's title at most.
pub(super) const TITLE_CHARS: usize = 100;
/// How much of what is owed, or of a title.
pub(super) const TEXT_CHARS: usize = 300;
/// How much of what somebody gave as a reason.
pub(super) const REASON_CHARS: usize = 2_000;

/// So many characters of a text, and a mark where that is not all.
pub(super) fn cut(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

/// Whether [`cut`] would cut.
pub(super) fn is_long(text: &str, chars: usize) -> bool {
    text.char_indices().nth(chars).is_some()
}

/// The language of letters and what they count with.
pub(super) struct Wording {
    /// The catalogue.
    pub t: &'static Strings,
    /// Calendar and date.
    pub sight: Sight,
    /// What links begin with; `None` where a reader could open none.
    pub links: Option<LinkBase>,
}

impl Wording {
    /// In the language that is set.
    pub(super) fn new(ctx: &Context, sight: Sight) -> Self {
        Self { t: Strings::of(ctx.settings.language), sight, links: ctx.settings.server.links().ok() }
    }

    /// The link to a path; empty where there are no links.
    pub(super) fn link(&self, path: &str) -> String {
        self.links.as_ref().map(|links| links.to(path)).unwrap_or_default()
    }

    /// `6月28日（周五）`.
    pub(super) fn day(&self, date: NaiveDate) -> String {
        let (month, day) = (date.month(), date.day());
        self.t.fill("mail.day", &[("month", &month), ("day", &day), ("weekday", &self.weekday(date))])
    }

    /// `2024年6月30日（周日）`.
    pub(super) fn date(&self, date: NaiveDate) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        let gaps: [(&str, &dyn std::fmt::Display); 4] =
            [("year", &year), ("month", &month), ("day", &day), ("weekday", &self.weekday(date))];
        self.t.fill("mail.date", &gaps)
    }

    /// `6月24日`.
    pub(super) fn month_day(&self, date: NaiveDate) -> String {
        self.t.fill("mail.month_day", &[("month", &date.month()), ("day", &date.day())])
    }

    /// `2024年6月`.
    pub(super) fn month(&self, period: Period) -> String {
        self.t.month(period.year(), period.month())
    }

    fn weekday(&self, date: NaiveDate) -> String {
        self.t.get(&format!("weekday.{}", date.weekday().num_days_from_monday())).to_owned()
    }

    /// The last working day on or before a date: what falls on a Sunday is wanted by Friday. Where that is over and the date is not, the date.
    pub(super) fn work_day(&self, date: NaiveDate) -> String {
        let by = self.sight.calendar.last_workday_on_or_before(date);
        self.day(if by < self.sight.today { by.max(date) } else { by })
    }

    /// `逾期 24 天（15 个工作日）`: how late it is.
    pub(super) fn late(&self, item: &Item) -> String {
        let gaps: [(&str, &dyn std::fmt::Display); 2] = [("n", &item.late.days), ("workdays", &item.late.workdays)];
        self.t.fill("item.days_late", &gaps)
    }

    /// 桂林市人民政府 as 桂林市: where a subject is short of room.
    pub(super) fn place(&self, unit: &str) -> String {
        cut(unit.trim_end_matches("人民政府"), SUBJECT_CHARS)
    }

    /// The first clause of what is owed, cut where it is long.
    pub(super) fn short(&self, deliverable: &str) -> String {
        let clause = deliverable.split(['，', '；', '。']).next().unwrap_or(deliverable);
        let mut short: String = clause.chars().take(SUBJECT_CHARS).collect();
        if short.len() < deliverable.len() {
            short.push('…');
        }
        short
    }

    /// `（二）1 推进水泥行业改造`: under which task it is owed.
    pub(super) fn task(&self, item: &Item) -> String {
        format!("{} {}", cut(&item.row.task(), NAME_CHARS), cut(&item.row.task_title, TEXT_CHARS))
    }

    /// Where it stands: 办理中, or with how late it is.
    pub(super) fn state(&self, item: &Item) -> String {
        let obligation = &item.row.obligation;
        let status = match item.awaits_year_end() {
            true => self.t.word("reason", item.reason.as_str()),
            false if item.is_claimed() => self.t.get("item.claimed").to_owned(),
            false => self.status(obligation.status),
        };
        let stage = obligation.stage.map(|stage| self.t.word("stage", stage.as_str()));
        let percent = obligation.percent.map(|percent| format!("{percent}%"));
        let known: Vec<String> = [Some(status), stage, percent].into_iter().flatten().collect();
        known.join(" · ")
    }

    fn status(&self, status: Status) -> String {
        self.t.word("status", status.as_str())
    }

    /// `韦某（联络员），电话 0771-1234567，邮箱 wei@example.gov.cn`.
    pub(super) fn contact(&self, contact: &Contact) -> String {
        let role = self.t.word("role", contact.role.as_str());
        let mut text = self.t.fill("mail.contact", &[("name", &cut(&contact.name, NAME_CHARS)), ("role", &role)]);
        if let Some(phone) = &contact.phone {
            text += &self.t.fill("mail.contact_phone", &[("phone", &cut(phone, NAME_CHARS))]);
        }
        if let Some(email) = &contact.email {
            text += &self.t.fill("mail.contact_mail", &[("mail", email)]);
        }
        text
    }
}
