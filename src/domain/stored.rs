//! The domain's vocabularies and typed texts as text columns, its keys as numbers. A word of another version is carried, so that one row never fails a query.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::internal::derives::as_expression::Bound;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::bundle::MailKind;
use crate::calendar::DayKind;
use crate::id::{
    EntryId, IndicatorId, LeftoverId, LinkRequestId, MailId, MeasureId, MilestoneId, ObligationId, PersonId, PlanId,
    PostId, ProblemId, ProposalId, ReportId, RoundId, SearchTextId, SessionId, TaskId, UnitId,
};
use crate::mail::MailState;
use crate::notice::Channel;
use crate::obligation::ladder::ProposalKind;
use crate::obligation::{Awaiting, ObligationKind, Stage, Status};
use crate::person::{ActorKind, Role};
use crate::plan::{AssignmentRole, Comparator, MilestoneKind, PlanKind, PlanState, Severity};
use crate::proposal::ProposalState;
use crate::round::{Cadence, ReportsOn};
use crate::rules::{RuleKind, RuleOrigin};
use crate::trail::{AuditChannel, Verb};
use crate::typed::ReportWords;
use crate::unit::UnitClass;

/// A type is a column of that SQL type, also where it may be NULL.
macro_rules! column {
    ($name:ty, $sql:ty) => {
        impl<DB: Backend> Queryable<$sql, DB> for $name
        where
            $name: FromSql<$sql, DB>,
        {
            type Row = Self;

            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }

        column!(bound $name, $name, $sql);
        column!(bound $name, $name, Nullable<$sql>);
        column!(bound &$name, $name, $sql);
        column!(bound &$name, $name, Nullable<$sql>);
    };
    (bound $given:ty, $name:ty, $sql:ty) => {
        impl AsExpression<$sql> for $given {
            type Expression = Bound<$sql, Self>;

            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }
    };
}

/// Stores an enum as its word, a typed text as it is; a word that this version does not know is neither an error nor a default.
macro_rules! stored_as_word {
    ($($name:ty),+ $(,)?) => {$(
        impl<DB: Backend> ToSql<Text, DB> for $name
        where
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.as_str().to_sql(out)
            }
        }

        impl<DB: Backend> ToSql<Nullable<Text>, DB> for $name
        where
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.as_str().to_sql(out)
            }
        }

        impl<DB: Backend> FromSql<Text, DB> for $name
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                Ok(Self::stored(&String::from_sql(bytes)?))
            }
        }

        column!($name, Text);
    )+};
}

/// Stores a key as its number.
macro_rules! stored_as_number {
    ($($name:ty),+ $(,)?) => {$(
        impl<DB: Backend> ToSql<BigInt, DB> for $name
        where
            i64: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                AsRef::<i64>::as_ref(self).to_sql(out)
            }
        }

        impl<DB: Backend> ToSql<Nullable<BigInt>, DB> for $name
        where
            i64: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                AsRef::<i64>::as_ref(self).to_sql(out)
            }
        }

        impl<DB: Backend> FromSql<BigInt, DB> for $name
        where
            i64: FromSql<BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                i64::from_sql(bytes).map(Self::new)
            }
        }

        column!($name, BigInt);
    )+};
}

stored_as_number!(
    EntryId,
    IndicatorId,
    LeftoverId,
    MailId,
    MeasureId,
    MilestoneId,
    ObligationId,
    PersonId,
    LinkRequestId,
    PlanId,
    PostId,
    ProblemId,
    ProposalId,
    ReportId,
    RoundId,
    SearchTextId,
    TaskId,
    UnitId,
);

// Typed texts, and a key that is one.
stored_as_word!(ReportWords, SessionId);

stored_as_word!(
    ActorKind,
    AuditChannel,
    AssignmentRole,
    Awaiting,
    Cadence,
    Channel,
    Comparator,
    DayKind,
    MailKind,
    MailState,
    MilestoneKind,
    ObligationKind,
    PlanKind,
    PlanState,
    ProposalKind,
    ProposalState,
    ReportsOn,
    Role,
    RuleKind,
    RuleOrigin,
    Severity,
    Stage,
    Status,
    UnitClass,
    Verb,
);
