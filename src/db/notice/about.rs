//! What notices, calls and proposals are about, in the same columns.

use diesel::prelude::*;

use crate::db::schema::{calls, notices, proposals};
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::notice::Subject;
use crate::domain::vocabulary::UnknownWord;

/// The columns of a table that say what its rows are about.
macro_rules! about {
    ($(#[$meta:meta])* $name:ident, $table:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
        #[diesel(table_name = $table)]
        pub struct $name {
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

        impl $name {
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
    };
}

about! {
    /// What a notice is about, as it is stored; a kind of another version is carried.
    About, notices
}
about! {
    /// What a call was about; a kind of another version is carried.
    AboutCall, calls
}
about! {
    /// What a proposal is about; a kind of another version is carried.
    AboutProposal, proposals
}
