//! The made-up progress as it stands in `seeds/demo/story.toml`.

use std::collections::BTreeMap;

use anyhow::Context as _;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::obligation::Stage;

const STORY: &str = include_str!("../../seeds/demo/story.toml");

/// Everything that happens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seed {
    pub acknowledgement: Acknowledgement,
    pub duty: Vec<Duty>,
    pub finished: Vec<Finished>,
    pub monthly: Monthly,
}

/// When units acknowledge, and who leaves one thing out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Acknowledgement {
    pub days: Vec<NaiveDate>,
    pub holdout: Holdout,
}

/// A unit that acknowledges everything but one thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Holdout {
    pub unit: String,
    pub words: String,
}

/// A dated duty, known by words of its deliverable, and what becomes of it in each unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Duty {
    pub words: String,
    pub report: String,
    #[serde(default)]
    pub closed: Vec<Course>,
    #[serde(default)]
    pub in_review: Vec<Course>,
    #[serde(default)]
    pub returned: Vec<Course>,
    #[serde(default)]
    pub not_applicable: Vec<Course>,
    #[serde(default)]
    pub drafts: Vec<Note>,
    /// Reports on the way: handed in, and not what was owed.
    #[serde(default)]
    pub progress: Vec<Note>,
    #[serde(default)]
    pub calls: Vec<Note>,
}

/// What becomes of it: reported on a day, decided on another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Course {
    pub unit: String,
    pub reported: NaiveDate,
    pub decided: Option<NaiveDate>,
    pub answer_by: Option<NaiveDate>,
    #[serde(default)]
    pub reason: String,
}

/// Something written or said on a day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    pub unit: String,
    pub on: NaiveDate,
    #[serde(alias = "answer")]
    pub text: String,
    /// How far it is, where it is a report.
    #[serde(default)]
    pub stage: Option<Stage>,
}

/// The monthly reports.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Monthly {
    pub days: Vec<u32>,
    pub months: Vec<String>,
    pub missed: BTreeMap<String, Vec<String>>,
    pub last_reported: Vec<String>,
    /// What has nothing new in the last month.
    pub unchanged: Vec<Unchanged>,
    pub office: Vec<String>,
    pub problems: Vec<String>,
    pub help_needed: Vec<String>,
    pub next_steps: Vec<String>,
    pub city: BTreeMap<String, Phrase>,
}

/// A task in which a city has nothing new to say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unchanged {
    pub unit: String,
    pub task: String,
}

impl Unchanged {
    /// Whether it is this city's and this task.
    pub(super) fn is(&self, city: Option<&str>, task: &str) -> bool {
        city == Some(self.unit.as_str()) && task == self.task
    }
}

/// What a city owes over the year and has done already: the first-listed lead looks at it first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Finished {
    pub task: String,
    pub unit: String,
    pub reported: NaiveDate,
    pub text: String,
    /// When the lead found it good; it is the coordinator's turn from then on.
    pub accepted: Option<NaiveDate>,
    /// The unit that leads.
    pub lead: String,
}

/// How a city writes about a task.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrase {
    pub text: String,
    #[serde(default)]
    pub counted: bool,
}

impl Seed {
    /// The story that is shipped.
    ///
    /// # Errors
    /// A key or date of the file that cannot be used.
    pub(super) fn load() -> anyhow::Result<Self> {
        toml::from_str(STORY).context("seeds/demo/story.toml")
    }
}
