//! The rules of reminding and escalating: a file of their own beside the settings, embedded as shipped; and what the settings say of lamps.
//!
//! What the rules mean is the domain's: this floor hands over whatever type the caller reads them into.

use serde::de::DeserializeOwned;

use super::{PlanSettings, SettingsError};

/// The rules with their documentation, as they are shipped.
pub const RULES: &str = include_str!("../../config/escalation.toml");

/// Where the shipped rules come from.
const RULES_FILE: &str = "config/escalation.toml";

/// What the files and the settings say of the rules, before anybody edits them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFiles {
    /// Which file has the ladder.
    pub ladder_file: String,
    /// Whether the settings name it; else it came with the program.
    pub is_named: bool,
    /// The ladder, as its file has it.
    pub ladder: String,
    /// The lamp rule, as the settings have it.
    pub lamp: String,
}

impl RuleFiles {
    /// Reads them.
    ///
    /// # Errors
    /// The file that cannot be read.
    pub fn read(settings: &PlanSettings) -> Result<Self, SettingsError> {
        let PlanSettings { yellow_workdays, behind_points, .. } = settings;
        let lamp = format!("yellow_workdays = {yellow_workdays}\nbehind_points = {behind_points}\n");
        Ok(match settings.ladder_file.trim() {
            "" => Self { ladder_file: RULES_FILE.to_owned(), is_named: false, ladder: RULES.to_owned(), lamp },
            file => {
                let unreadable = |error: std::io::Error| SettingsError::Unreadable {
                    file: file.to_owned(),
                    reason: error.to_string(),
                };
                let ladder = std::fs::read_to_string(file).map_err(unreadable)?;
                Self { ladder_file: file.to_owned(), is_named: true, ladder, lamp }
            }
        })
    }
}

/// Reads the ladder: the file that the settings name, else the one that is shipped.
///
/// # Errors
/// The file that cannot be read, or the line and key that cannot be used.
pub fn read_rules<T: DeserializeOwned>(settings: &PlanSettings) -> Result<T, SettingsError> {
    let RuleFiles { ladder_file, ladder, .. } = RuleFiles::read(settings)?;
    rules_from(&ladder_file, &ladder)
}

/// The same from a text.
///
/// # Errors
/// The line and key that cannot be used.
pub fn rules_from<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, SettingsError> {
    toml::from_str(text).map_err(|error| SettingsError::Wrong {
        origin: place(file, text, error.span().map(|span| span.start)),
        reason: in_words(error.message()),
    })
}

/// What the reader of TOML says, in words, with its own behind them where there are some.
fn in_words(said: &str) -> String {
    let said = said.replace('\n', " ");
    let words = [
        ("unknown field", "没有这个项目"),
        ("missing field", "缺少项目"),
        ("invalid type", "值的类型不对"),
        ("invalid value", "值不能使用"),
        ("unknown variant", "没有这个取值"),
        ("duplicate key", "项目重复"),
    ];
    match words.iter().find(|(start, _)| said.starts_with(start)) {
        Some((_, words)) => format!("{words}（{said}）"),
        // What our own types refuse is said in words already.
        None if !said.is_ascii() => said,
        None => format!("不是 TOML 格式（{said}）"),
    }
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
        let none = refusal("[monthly\n");
        assert!(none.contains("rules.toml 第 1 行") && none.contains("不是 TOML 格式"), "{none}");
        assert!(unknown.contains("没有这个项目") && missing.contains("缺少项目") && wrong.contains("值的类型不对"));
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
