//! Texts of cells in runs of several fonts, of which some are struck through.

use super::grid::Words;
use super::left_out::{LeftOut, Why};

/// A text in runs.
#[derive(Debug, Clone, Default)]
pub(super) struct Rich {
    runs: Vec<Run>,
}

/// A run: whether it is struck through, where it says so itself and has not the font of its cell.
#[derive(Debug, Clone, Default)]
struct Run {
    words: String,
    struck: Option<bool>,
}

impl Rich {
    /// Begins a run.
    pub(super) fn open(&mut self) {
        self.runs.push(Run::default());
    }

    /// The run has a font of its own, which is struck through or not.
    pub(super) fn strike(&mut self, struck: bool) {
        self.runs.last_mut().into_iter().for_each(|run| run.struck = Some(struck));
    }

    /// Adds to the run.
    pub(super) fn push(&mut self, words: &str) {
        if self.runs.is_empty() {
            self.open();
        }
        self.runs.last_mut().into_iter().for_each(|run| run.words.push_str(words));
    }

    /// What is read of it, and what is not, in a cell whose font is struck through or not.
    pub(super) fn words(&self, cell_struck: bool) -> Words {
        let of = |struck: bool| {
            let runs = self.runs.iter().filter(move |run| run.struck.unwrap_or(cell_struck) == struck);
            runs.map(|run| run.words.as_str()).collect::<String>()
        };
        Words { text: of(false), left_out: LeftOut::of(Why::Struck, &of(true)).into_iter().collect() }
    }
}

impl From<String> for Rich {
    fn from(words: String) -> Self {
        Rich { runs: vec![Run { words, struck: None }] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_says_itself_whether_it_is_struck_through_else_its_cell_does() {
        let mut rich = Rich::from("6月".to_owned());
        rich.open();
        rich.strike(true);
        rich.push("底前");
        rich.open();
        rich.strike(false);
        rich.push("8月");
        let shown = |struck| {
            let words = rich.words(struck);
            (words.text, words.left_out.first().map(|left| left.words.clone()).unwrap_or_default())
        };
        assert_eq!(shown(false), ("6月8月".to_owned(), "底前".to_owned()));
        assert_eq!(shown(true), ("8月".to_owned(), "6月底前".to_owned()));
    }
}
