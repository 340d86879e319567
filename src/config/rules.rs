//! The rules of reminding and escalating: a file of their own beside the settings, embedded as shipped.
//!
//! What the rules mean is the domain's: this floor hands over whatever type the caller reads them into.

use serde::de::DeserializeOwned;

use super::{PlanSettings, SettingsError};

/// The rules with their documentation, as they are shipped.
pub const RULES: &str = include_str!("../../config/escalation.toml");

/// Where the shipped rules come from.
const RULES_FILE: &str = "config/escalation.toml";

/// Reads the rules: the file that the settings name, else those that are shipped.
///
/// # Errors
/// The file that cannot be read, or the line and key that cannot be used.
pub fn read_rules<T: DeserializeOwned>(settings: &PlanSettings) -> Result<T, SettingsError> {
    match settings.ladder_file.trim() {
        "" => rules_from(RULES_FILE, RULES),
        file => {
            let unreadable =
                |error: std::io::Error| SettingsError::Unreadable { file: file.to_owned(), reason: error.to_string() };
            rules_from(file, &std::fs::read_to_string(file).map_err(unreadable)?)
        }
    }
}

/// The same from a text.
///
/// # Errors
/// The line and key that cannot be used.
pub fn rules_from<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, SettingsError> {
    toml::from_str(text).map_err(|error| SettingsError::Wrong {
        origin: place(file, text, error.span().map(|span| span.start)),
        reason: error.message().replace('\n', " "),
    })
}

/// The file, and the line with its key where the parser knows one: `rules.toml 第 12 行 remind_workdays`.
fn place(file: &str, text: &str, at: Option<usize>) -> String {
    let Some(before) = at.filter(|at| *at > 0).and_then(|at| text.get(..at)) else { return file.to_owned() };
    let number = before.lines().count().max(1) + usize::from(before.ends_with('\n'));
    let line = text.lines().nth(number - 1).unwrap_or_default();
    let key = line.split(['=', ']']).next().unwrap_or_default().trim().trim_start_matches('[');
    format!("{file} 第 {number} 行 {key}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Rules {
        #[expect(dead_code, reason = "only whether it can be read is asked")]
        monthly: Monthly,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Monthly {
        #[expect(dead_code, reason = "only whether it can be read is asked")]
        days: u32,
    }

    fn refusal(text: &str) -> String {
        let error = rules_from::<Rules>("rules.toml", text).unwrap_err().to_string();
        assert_eq!(error.lines().count(), 1, "{error}");
        error
    }

    #[test]
    fn a_broken_file_is_refused_in_one_line_with_file_line_and_key() {
        let wrong = refusal("# rules\n[monthly]\ndays = \"three\"\n");
        assert!(wrong.contains("rules.toml 第 3 行 days") && wrong.contains("u32"), "{wrong}");
        let unknown = refusal("[monthly]\ndays = 3\nweeks = 1\n");
        assert!(unknown.contains("rules.toml 第 3 行 weeks") && unknown.contains("unknown field"), "{unknown}");
        let missing = refusal("[monthly]\n");
        assert!(missing.contains("rules.toml") && missing.contains("days"), "{missing}");
        assert!(refusal("[monthly\n").contains("rules.toml 第 1 行"), "no TOML");
    }

    #[test]
    fn a_file_that_is_named_must_exist() {
        let mut settings =
            crate::config::Settings::from_parts("test", None, std::collections::HashMap::new()).unwrap().plan;
        assert!(read_rules::<toml::Table>(&settings).is_ok());
        settings.ladder_file = "/nowhere/rules.toml".to_owned();
        let error = read_rules::<toml::Table>(&settings).unwrap_err().to_string();
        assert!(error.contains("/nowhere/rules.toml"), "{error}");
    }
}
