//! 系统状态: the clock, the last tick, the queue, failures, disk and backup, for the system administrator. From the same sources as
//! `/readyz` and `/metrics`.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use super::answer;
use super::error::WebError;
use super::guard::SignedIn;
use super::health;
use super::mail::about_mail;
use super::page::Page;
use super::way;
use crate::actions::{ActionError, Context, Damaged, InUse, Rules};
use crate::app::App;
use crate::db::beats;
use crate::db::dates::{self, UnreadableDate};
use crate::db::job_failures::{self, JobFailure};
use crate::db::mail::mail_log;
use crate::db::{DbConnection, Disk, Engine};
use crate::domain::calendar::Gap;
use crate::domain::id::PlanId;
use crate::domain::mail::MailState;
use crate::domain::rights::Right;
use crate::views::{self, MailFlow, MailTrouble};

/// A backup is wanted so often.
const BACKUP_EVERY: TimeDelta = TimeDelta::days(7);

/// Less free than this part of a disk is little.
const LITTLE: u64 = 10;

#[derive(Template)]
#[template(path = "system.html")]
struct SystemPage {
    page: Page,
    system: System,
    /// What is amiss with the mail, in a sentence.
    mail: Option<String>,
    /// Where the database is, without a password.
    database: String,
    is_embedded: bool,
    /// Why the database cannot be written.
    unwritable: Option<String>,
    disk: Option<Disk>,
}

impl SystemPage {
    /// Whether there is no backup of this age.
    fn backup_is_old(&self) -> bool {
        self.system.backup.is_none_or(|at| at + BACKUP_EVERY < self.system.now)
    }

    /// That a version of a rule cannot be read.
    fn about_damaged(&self, damaged: &Damaged) -> String {
        views::damaged_words(self.page.t, damaged)
    }

    /// Each rule with the version that is in use and where that is from.
    fn rules(&self) -> Vec<(String, String)> {
        let t = self.page.t;
        let words = |used: &InUse| match used.version {
            0 => t.get("rules.of_files").to_owned(),
            version => {
                let origin = t.word("rule_origin", used.origin.as_str());
                format!("{} · {origin}", t.fill("rules.in_use", &[("version", &version)]))
            }
        };
        self.system.rules.in_use.iter().map(|used| (t.word("rule_kind", used.kind.as_str()), words(used))).collect()
    }

    /// Whether the disk is nearly full.
    fn is_nearly_full(&self, disk: &Disk) -> bool {
        disk.free < disk.all / LITTLE
    }

    /// How much of a disk is free, in words.
    fn free(&self, disk: &Disk) -> String {
        let (free, all) = (self.gigabytes(disk.free), self.gigabytes(disk.all));
        self.page.t.fill("system.free", &[("free", &free), ("all", &all)])
    }

    /// Gigabytes with one figure behind the point.
    fn gigabytes(&self, bytes: u64) -> String {
        let tenths = bytes / (1 << 30) * 10 + bytes % (1 << 30) * 10 / (1 << 30);
        format!("{}.{} GB", tenths / 10, tenths % 10)
    }
}

/// What is read of the system.
struct System {
    /// Now, in UTC.
    now: NaiveDateTime,
    /// How many ticks there were, and the last one, in UTC.
    tick: Option<(i64, NaiveDateTime)>,
    /// Whether that is too long ago, or never was.
    tick_is_late: bool,
    /// The plans that the last tick could not look at.
    failing: Vec<PlanId>,
    /// The jobs that were not done the last time.
    jobs: Vec<JobFailure>,
    /// Mails by where they stand.
    mails: Vec<(MailState, i64)>,
    flow: MailFlow,
    trouble: Option<MailTrouble>,
    unreadable: Vec<UnreadableDate>,
    /// The rules in use.
    rules: Arc<Rules>,
    /// From when on days are counted by a guess, of this year and the next.
    unannounced: Option<Gap>,
    /// When `duban backup` was last done, in UTC.
    backup: Option<NaiveDateTime>,
}

/// The page.
///
/// # Errors
/// Forbidden for everybody but the system administrator.
pub(super) async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
) -> Result<HttpResponse, WebError> {
    let system = way::read_office(&app, &reader, Right::ManageSystem, read).await?;
    let page = Page::for_reader(&request, &app, &reader, "nav.system");
    let mail = system.trouble.as_ref().map(|trouble| about_mail(&page, trouble));
    let (disk, unwritable) = health::storage(&app).await?;
    let db = &app.ctx.db;
    let (database, is_embedded) = (db.target().to_string(), db.engine() == Engine::Sqlite);
    Ok(answer::html(StatusCode::OK, &SystemPage { page, system, mail, database, is_embedded, unwritable, disk }))
}

fn read(ctx: &Context, c: &mut DbConnection) -> Result<System, ActionError> {
    let (rules, today) = (ctx.rules.read(c)?, ctx.clock.today());
    let (flow, tick, now) = (views::mail_flow(ctx, c)?, beats::last(c, beats::SCHEDULER)?, ctx.clock.now());
    Ok(System {
        now,
        tick_is_late: ctx.settings.scheduler.is_late(tick.map(|(_, at)| at), now),
        tick,
        failing: beats::failing(c)?,
        jobs: job_failures::all(c)?,
        mails: mail_log::by_state(c)?,
        trouble: views::trouble_of(ctx, &flow),
        flow,
        unreadable: dates::moved(c)?,
        unannounced: rules
            .calendar()
            .first_unannounced(today, NaiveDate::from_ymd_opt(today.year() + 1, 12, 31).unwrap_or(today)),
        rules,
        backup: beats::last(c, beats::BACKUP)?.map(|(_, at)| at),
    })
}
