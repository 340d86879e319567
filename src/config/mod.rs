//! Floor 0: the settings, one small struct a concern.
//!
//! The defaults are embedded from `config/duban.toml`; a file and the environment override them.
//! An unknown key is refused: a misspelt one must not be ignored in silence.

mod allowed;
mod auth;
mod concerns;
mod database;
mod links;
mod mail;
mod networks;
mod plan;
mod rules;
mod scheduler;
mod server;

use std::path::Path;

use config::{Config, Environment, File, FileFormat};
use serde::Deserialize;

pub use auth::AuthSettings;
pub use concerns::{Concern, concerns};
pub use database::DatabaseSettings;
pub use links::{LinkBase, NoLinks, Origin, link_base};
pub use mail::{MailSettings, MailTls, MailTransport};
pub use networks::Networks;
pub use plan::PlanSettings;
pub use rules::{RULES, RuleFiles, read_rules, rules_from};
pub use scheduler::SchedulerSettings;
pub use server::{LogFormat, LogSettings, MOST_COMPILES, ProxyHeader, ServerSettings};

use crate::strings::Language;

/// The settings with their documentation, as they are shipped.
pub const DEFAULTS: &str = include_str!("../../config/duban.toml");

/// The file that is read when none is named.
pub const DEFAULT_FILE: &str = "config/duban.toml";

/// Everything that can be set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The language of the command line and of those who have not chosen one.
    pub language: Language,
    /// A demonstration: pages and mails say that the data is made up.
    pub demo: bool,
    /// Where the pages are served.
    pub server: ServerSettings,
    /// What is written to standard error.
    pub log: LogSettings,
    /// Where the data is.
    pub database: DatabaseSettings,
    /// Sign-in, sessions, lock-out.
    pub auth: AuthSettings,
    /// How mail leaves.
    pub mail: MailSettings,
    /// How often the background jobs look.
    pub scheduler: SchedulerSettings,
    /// Rules that a province sets for its plans.
    pub plan: PlanSettings,
}

/// Settings that cannot be used: which key, where, why.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A file that was named cannot be read.
    #[error("配置文件 {file} 无法读取：{reason}")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
    /// A key is unknown, missing, of the wrong kind or out of its bounds.
    #[error("配置有误（{origin}）：{reason}")]
    Wrong {
        /// The file and the environment.
        origin: String,
        /// What `config` or `serde` said, with the key.
        reason: String,
    },
}

impl Settings {
    /// Reads the defaults, then the file, then `DUBAN__SECTION__KEY` and `DATABASE_URL`.
    ///
    /// A file that is named must exist; the default one need not.
    ///
    /// # Errors
    /// The file or key that cannot be used.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        // Not `vars()`: it panics where somebody else's variable is no Unicode.
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        let environment = std::env::vars_os().map(|(key, value)| (text(key), text(value))).collect();
        let (path, required) = match file {
            Some(path) => (path, true),
            None => (Path::new(DEFAULT_FILE), false),
        };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(error) if required || error.kind() != std::io::ErrorKind::NotFound => {
                return Err(SettingsError::Unreadable { file: path.display().to_string(), reason: error.to_string() });
            }
            Err(_) => None,
        };
        let mut settings = Self::from_parts(&path.display().to_string(), text.as_deref(), environment)?;
        settings.plan.place_units_file(path.parent().unwrap_or(Path::new("")));
        Ok(settings)
    }

    /// The same from a text and a given environment, for tests.
    ///
    /// # Errors
    /// The key that cannot be used.
    pub fn from_parts(
        origin: &str,
        text: Option<&str>,
        environment: std::collections::HashMap<String, String>,
    ) -> Result<Self, SettingsError> {
        let wrong = |reason| SettingsError::Wrong { origin: format!("{origin} 与环境变量 DUBAN__…"), reason };
        let database_url = environment.get("DATABASE_URL").filter(|url| !url.is_empty()).cloned();
        let variables =
            Environment::with_prefix("DUBAN").prefix_separator("__").separator("__").source(Some(environment));
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(text) = text {
            builder = builder.add_source(File::from_str(text, FileFormat::Toml));
        }
        let settings: Self = builder
            .add_source(variables)
            .set_override_option("database.url", database_url)
            .and_then(|builder| builder.build())
            .and_then(Config::try_deserialize)
            .map_err(|error: config::ConfigError| wrong(error.to_string()))?;
        settings.check().map_err(wrong)?;
        Ok(settings)
    }

    /// Whether every setting is one that can be used; else the first that cannot, with its value and what is allowed.
    fn check(&self) -> Result<(), String> {
        self.server.check()?;
        self.log.check()?;
        self.database.check()?;
        self.auth.check()?;
        self.mail.check()?;
        self.scheduler.check()?;
        self.plan.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: Option<&str>, environment: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let environment = environment.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
        Settings::from_parts("duban.toml", text, environment)
    }

    #[test]
    fn the_shipped_defaults_are_complete() {
        let settings = load(None, &[]).unwrap();
        assert_eq!(settings.database.url, "sqlite://var/duban.db");
        assert_eq!(settings.plan.cutoff_day, 25);
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = load(Some("[server]\nlisen = \"127.0.0.1:1\""), &[]).unwrap_err().to_string();
        assert!(error.contains("lisen") && error.contains("duban.toml"), "{error}");
        let error = load(None, &[("DUBAN__MAIL__HOTS", "x")]).unwrap_err().to_string();
        assert!(error.contains("hots"), "{error}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_refused_by_key() {
        let error = load(Some("[plan]\ncutoff_day = \"last\""), &[]).unwrap_err().to_string();
        assert!(error.contains("cutoff_day"), "{error}");
    }

    #[test]
    fn the_file_of_units_is_seen_from_the_folder_of_the_settings() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("duban.toml");
        std::fs::write(&file, "[plan]\nunits_file = \"units/ours.toml\"").unwrap();
        let settings = Settings::load(Some(&file)).unwrap();
        assert_eq!(settings.plan.units_file, folder.path().join("units/ours.toml").display().to_string());
        std::fs::write(&file, "").unwrap();
        assert_eq!(Settings::load(Some(&file)).unwrap().plan.units_file, "", "the built-in ones");
    }

    #[test]
    fn the_environment_overrides_the_file() {
        let settings = load(
            Some("[plan]\ncutoff_day = 20"),
            &[
                ("DUBAN__PLAN__CUTOFF_DAY", "28"),
                ("DATABASE_URL", "postgres://h/d"),
                ("DUBAN__SERVER__SECURE_COOKIES", "true"),
                ("DUBAN__MAIL__USERNAME", "duban"),
                ("DUBAN__MAIL__PASSWORD", "0012e5"),
            ],
        )
        .unwrap();
        assert_eq!(settings.plan.cutoff_day, 28);
        assert_eq!(settings.database.url, "postgres://h/d");
        assert_eq!(settings.mail.password.as_deref(), Some("0012e5"), "a password is no number");
        assert!(settings.server.secure_cookies);
    }
}
