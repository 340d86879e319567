//! What a notice is about, in columns.

use diesel::prelude::*;

use crate::db::schema::notices;
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::notice::Subject;
use crate::domain::vocabulary::UnknownWord;

/// What a notice is about, as it is stored; a kind of another version is carried.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = notices)]
pub struct About {
    /// `obligation`, `month`, `digest`.
    #[diesel(column_name = subject)]
    pub kind: String,
    /// The plan.
    pub plan_id: PlanId,
    /// The obligation, where it is about one.
    pub obligation_id: Option<ObligationId>,
    /// The unit, where it is about one's reports; else 0.
    pub about_unit_id: UnitId,
    /// The month or the week, where it is about one.
    pub about_span: String,
}

impl About {
    /// As it is stored.
    pub fn new(plan_id: PlanId, subject: Subject) -> Self {
        let (about_unit_id, about_span) = subject.of_whom_when();
        let obligation_id = subject.obligation();
        Self { kind: subject.kind().to_owned(), plan_id, obligation_id, about_unit_id, about_span }
    }

    /// What it is.
    ///
    /// # Errors
    /// [`UnknownWord`] for what another version wrote.
    pub fn subject(&self) -> Result<Subject, UnknownWord> {
        Subject::stored(&self.kind, (self.plan_id, self.obligation_id), (self.about_unit_id, &self.about_span))
    }
}
