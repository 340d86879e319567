//! What is wrong with what was typed, each at its field.

use super::row::DraftRow;
use crate::actions::ActionError;
use crate::strings::Message;

/// A field that cannot be used as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFault {
    /// Its row.
    pub row: DraftRow,
    /// Its column.
    pub column: &'static str,
    /// What is wrong with it.
    pub reason: Message,
}

/// All that is wrong with a page.
#[derive(Debug, Default)]
pub(in crate::actions) struct Faults(Vec<DraftFault>);

impl Faults {
    /// The value of a field; `None` where it cannot be used, which is noted.
    ///
    /// # Errors
    /// What is no fault of the field.
    pub(in crate::actions) fn of<T>(
        &mut self,
        row: DraftRow,
        value: Result<T, ActionError>,
    ) -> Result<Option<T>, ActionError> {
        match value {
            Ok(value) => Ok(Some(value)),
            Err(ActionError::Invalid { field, reason }) => {
                self.note(row, field, reason);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Notes that a field cannot be used.
    pub(in crate::actions) fn note(&mut self, row: DraftRow, column: &'static str, reason: Message) {
        self.0.push(DraftFault { row, column, reason });
    }

    /// How many there are.
    pub(in crate::actions) fn count(&self) -> usize {
        self.0.len()
    }

    /// What was done, where all could be used.
    ///
    /// # Errors
    /// [`ActionError::Invalid`], which takes everything back, where there is any fault.
    pub(in crate::actions) fn unless_any<T>(&self, done: Option<T>) -> Result<T, ActionError> {
        let faulty = || ActionError::invalid("draft", Message::new("draft.faults").with("n", self.count()));
        done.filter(|_| self.0.is_empty()).ok_or_else(faulty)
    }

    /// All of them; none remain.
    pub(in crate::actions) fn take(&mut self) -> Vec<DraftFault> {
        std::mem::take(&mut self.0)
    }
}
