//! A field of a form, and what is stored in its place.

/// What a form's field has in it. Where a refused form had something else than what is stored, both are there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// What the field has in it.
    pub text: String,
    /// What is stored, where that is something else.
    pub stored: Option<String>,
}

impl Field {
    /// A field with what is stored.
    pub fn new(stored: impl Into<String>) -> Self {
        Self { text: stored.into(), stored: None }
    }

    /// What is stored.
    pub fn saved(&self) -> &str {
        self.stored.as_deref().unwrap_or(&self.text)
    }

    /// Puts what was typed in the field; what is stored stands beside it where it differs.
    pub fn keep(&mut self, typed: String) {
        // Browsers send line ends as CR LF.
        let typed = typed.replace("\r\n", "\n");
        if typed.trim() != self.text.trim() {
            self.stored = Some(std::mem::replace(&mut self.text, typed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn what_is_stored_is_shown_where_it_differs() {
        let mut field = Field::new("甲局");
        field.keep("甲局 ".to_owned());
        assert_eq!(field, Field::new("甲局"));
        field.keep("乙局".to_owned());
        assert_eq!((field.text.as_str(), field.stored.as_deref()), ("乙局", Some("甲局")));
    }
}
