//! Schemas that are read from the domain's vocabularies, so that the description cannot differ from the code.

use utoipa::openapi::schema::{Object, ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type};

use crate::domain::obligation::{Awaiting, Lamp, ObligationKind, Stage, Status};
use crate::domain::person::{ActorKind, Role};
use crate::domain::plan::{AssignmentRole, Comparator, MilestoneKind, PlanKind, PlanState};
use crate::domain::round::ReportsOn;

/// A vocabulary as a function that gives its schema.
macro_rules! words {
    ($($function:ident of $vocabulary:ident, $nullable:expr;)+) => {$(
        #[doc = concat!("The words of [`", stringify!($vocabulary), "`].")]
        pub(crate) fn $function() -> Object {
            one_of($vocabulary::ALL.iter().map(|word| word.as_str()), $nullable)
        }
    )+};
}

words! {
    actor_kind of ActorKind, false;
    assignment_role of AssignmentRole, false;
    awaiting_or_null of Awaiting, true;
    comparator of Comparator, false;
    kind of ObligationKind, false;
    lamp of Lamp, false;
    milestone_kind of MilestoneKind, false;
    plan_kind of PlanKind, false;
    plan_state of PlanState, false;
    reports_on of ReportsOn, false;
    role of Role, false;
    stage of Stage, false;
    stage_or_null of Stage, true;
    status of Status, false;
}

fn one_of(words: impl Iterator<Item = &'static str>, nullable: bool) -> Object {
    let mut values: Vec<serde_json::Value> = words.map(Into::into).collect();
    let mut kind = SchemaType::Type(Type::String);
    if nullable {
        values.push(serde_json::Value::Null);
        kind = SchemaType::Array(vec![Type::String, Type::Null]);
    }
    ObjectBuilder::new().schema_type(kind).enum_values(Some(values)).build()
}

/// A number as written: `1`, or `"1-2"`.
pub(super) fn number() -> Schema {
    let of = |kind| ObjectBuilder::new().schema_type(kind);
    OneOfBuilder::new().item(of(Type::Integer)).item(of(Type::String)).build().into()
}

/// A value: a number, `[from, to]`, or `null` for a direction without a number.
pub(super) fn value() -> Schema {
    let of = |kind| ObjectBuilder::new().schema_type(kind);
    let range = of(Type::Number).to_array_builder().min_items(Some(2)).max_items(Some(2));
    OneOfBuilder::new().item(of(Type::Number)).item(range).item(of(Type::Null)).build().into()
}
