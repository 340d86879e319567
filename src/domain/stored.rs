//! The domain's vocabularies as text columns. A word of another version is carried, so that one row never fails a query.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::internal::derives::as_expression::Bound;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Nullable, Text};

use crate::bundle::MailKind;
use crate::calendar::DayKind;
use crate::mail::MailState;
use crate::notice::Channel;
use crate::obligation::ladder::ProposalKind;
use crate::obligation::{Awaiting, ObligationKind, Stage, Status};
use crate::person::{ActorKind, Role};
use crate::plan::{AssignmentRole, Comparator, MilestoneKind, PlanState, Severity};
use crate::proposal::ProposalState;
use crate::unit::UnitClass;

/// Stores an enum as its word; a word that this version does not know is neither an error nor a default.
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

        impl<DB: Backend> Queryable<Text, DB> for $name
        where
            $name: FromSql<Text, DB>,
        {
            type Row = Self;

            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }

        impl AsExpression<Text> for $name {
            type Expression = Bound<Text, Self>;

            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }

        impl AsExpression<Nullable<Text>> for $name {
            type Expression = Bound<Nullable<Text>, Self>;

            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }

        impl<'a> AsExpression<Text> for &'a $name {
            type Expression = Bound<Text, Self>;

            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }

        impl<'a> AsExpression<Nullable<Text>> for &'a $name {
            type Expression = Bound<Nullable<Text>, Self>;

            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }
    )+};
}

stored_as_word!(
    ActorKind,
    AssignmentRole,
    Awaiting,
    Channel,
    Comparator,
    DayKind,
    MailKind,
    MailState,
    MilestoneKind,
    ObligationKind,
    PlanState,
    ProposalKind,
    ProposalState,
    Role,
    Severity,
    Stage,
    Status,
    UnitClass,
);
