//! An indicator of a draft as it can be corrected.

use serde::Deserialize;

use crate::actions::indicator_as_text;
use crate::db::plan::plans::Indicator;
use crate::domain::plan::Comparator;

/// An indicator as the fields of a form have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct IndicatorFields {
    /// What is measured.
    pub name: String,
    /// How the value binds, as the vocabulary's word.
    pub op: String,
    /// A number or a range: 15, 7-10.
    pub value: String,
    /// The unit of the value.
    pub unit: String,
    /// 力争, 左右, 以上, joined by 、.
    pub qualifier: String,
    /// What it is compared with.
    pub baseline: String,
    /// By when.
    pub due: String,
    /// Whom it covers, joined by 、.
    pub scope: String,
}

impl IndicatorFields {
    /// The comparator that another version wrote, which the form offers beside the known ones.
    pub fn carried_op(&self) -> Option<Comparator> {
        Some(Comparator::stored(&self.op)).filter(|op| !self.op.is_empty() && !op.is_known())
    }
}

/// An indicator with its form.
pub struct DraftIndicatorView {
    /// The indicator.
    pub indicator: Indicator,
    /// What the form has in it.
    pub fields: IndicatorFields,
    /// As it is stored.
    pub seen: String,
}

impl From<Indicator> for DraftIndicatorView {
    fn from(indicator: Indicator) -> Self {
        let word = |text: &Option<String>| text.clone().unwrap_or_default();
        let fields = IndicatorFields {
            name: indicator.name.clone(),
            op: indicator.op.to_string(),
            value: indicator.value_as_text(),
            unit: word(&indicator.unit),
            qualifier: word(&indicator.qualifier).replace('|', "、"),
            baseline: word(&indicator.baseline),
            due: indicator.due.map(|due| due.to_string()).unwrap_or_default(),
            scope: indicator.scope.clone(),
        };
        Self { fields, seen: indicator_as_text(&indicator), indicator }
    }
}
