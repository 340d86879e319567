//! The coordinator corrects what is measured and which figure it must reach, adds what was not read, or removes what is no
//! indicator.

use chrono::NaiveDate;

use super::draft_step::{Changed, in_draft, names, place_of_measure, still, trace_change};
use crate::actions::{ActionError, Actor, Context, Tx};
use crate::db::plan::plans::{self, Indicator, IndicatorColumns, NewIndicator};
use crate::db::plan::{draft_indicators, drafts};
use crate::domain::draft::Value;
use crate::domain::id::{IndicatorId, MeasureId, PlanId};
use crate::domain::plan::Comparator;
use crate::domain::trail::On;
use crate::domain::typed::{IndicatorName, NameList, Phrase};
use crate::strings::Message;

/// What an indicator shall say.
#[derive(Debug, Clone)]
pub struct Target {
    /// What is measured.
    pub name: IndicatorName,
    /// How the value binds; a word that is not known only where it is the one that is stored.
    pub op: Comparator,
    /// The number or range; none for a direction.
    pub value: Option<Value>,
    /// The unit of the value.
    pub unit: Option<Phrase>,
    /// 力争, 左右, 以上, as typed.
    pub qualifier: Option<Phrase>,
    /// What it is compared with.
    pub baseline: Option<Phrase>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Whom it covers, joined by 、 as typed.
    pub scope: Option<NameList>,
}

/// The wish to change an indicator of a draft.
pub struct EditIndicator<'a> {
    /// The draft.
    pub plan_id: PlanId,
    /// The indicator.
    pub indicator_id: IndicatorId,
    /// What it shall say.
    pub target: Target,
    /// What it was when the page was drawn.
    pub seen: &'a str,
}

/// An indicator in one text: what [`EditIndicator::seen`] is compared with.
pub fn indicator_as_text(indicator: &Indicator) -> String {
    let IndicatorColumns { name, op, unit, qualifier, baseline, scope, .. } = &indicator.columns;
    let word = |text: &Option<String>| text.clone().unwrap_or_default();
    let due = indicator.due.map(|due| due.to_string()).unwrap_or_default();
    let (unit, qualifier, baseline) = (word(unit), word(qualifier), word(baseline));
    let bound = format!("{}{}{unit}", sign(*op), indicator.value_as_text());
    format!("{name} {bound} {qualifier} {baseline} {due} {scope}")
}

/// The comparator as people write it.
fn sign(op: Comparator) -> &'static str {
    match op {
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::Equal => "=",
        Comparator::Above => "＞",
        Comparator::Below => "＜",
        Comparator::Up => "↑",
        Comparator::Down => "↓",
        Comparator::Unknown(word) => word.as_str(),
    }
}

/// Changes the indicator.
///
/// # Errors
/// [`ActionError::Invalid`] with the field that cannot be used, [`ActionError::Conflict`] where somebody was faster or the
/// plan is tracked.
pub fn edit_indicator(ctx: &Context, actor: &Actor, wish: &EditIndicator<'_>) -> Result<(), ActionError> {
    in_draft(ctx, actor, wish.plan_id, |tx, _| {
        let before = draft_indicators::find(tx.c, wish.plan_id, wish.indicator_id)?;
        still(wish.seen, &indicator_as_text(&before))?;
        draft_indicators::change(tx.c, before.id, &checked(&wish.target, Some(before.op))?)?;
        settle(tx, wish.plan_id, &before)?;
        let after = draft_indicators::find(tx.c, wish.plan_id, wish.indicator_id)?;
        let (from, to) = (Some(indicator_as_text(&before)), Some(indicator_as_text(&after)));
        trace_change(tx, "edit_indicator", Changed { on: On::Indicator(before.id), from, to })
    })
}

/// Adds an indicator that the compiler has not read to a measure; it stands where its measure stands.
///
/// # Errors
/// [`ActionError::Invalid`] with the field that cannot be used, [`ActionError::NotFound`] for a measure of another plan,
/// [`ActionError::Conflict`] where the plan is tracked.
pub fn add_indicator(
    ctx: &Context,
    actor: &Actor,
    plan_id: PlanId,
    measure_id: MeasureId,
    target: &Target,
) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, |tx, _| {
        let (span_start, span_end) = place_of_measure(tx, plan_id, measure_id)?;
        let columns = checked(target, None)?;
        let figure = target.value.map(|value| value.to_string()).unwrap_or_default();
        let to = Some(format!("{} {}{figure}", columns.name, sign(columns.op)));
        let row = NewIndicator {
            plan_id,
            measure_id: Some(measure_id),
            unit_id: None,
            position: draft_indicators::next_position(tx.c, plan_id)?,
            columns,
            quote: String::new(),
            span_start,
            span_end,
        };
        plans::insert_indicators(tx.c, &[row])?;
        trace_change(tx, "add_indicator", Changed { on: On::Measure(measure_id), from: None, to })
    })
}

/// Removes an indicator that is none.
///
/// # Errors
/// [`ActionError::Conflict`] where somebody was faster or the plan is tracked.
pub fn remove_indicator(
    ctx: &Context,
    actor: &Actor,
    plan_id: PlanId,
    indicator_id: IndicatorId,
    seen: &str,
) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, |tx, _| {
        let before = draft_indicators::find(tx.c, plan_id, indicator_id)?;
        let from = indicator_as_text(&before);
        still(seen, &from)?;
        draft_indicators::remove(tx.c, indicator_id)?;
        settle(tx, plan_id, &before)?;
        let changed = Changed { on: On::Indicator(indicator_id), from: Some(from), to: None };
        trace_change(tx, "remove_indicator", changed)
    })
}

/// What was doubtful about the very words of an indicator is answered with it.
fn settle(tx: &mut Tx<'_>, plan_id: PlanId, indicator: &Indicator) -> Result<(), ActionError> {
    let place = (indicator.span_start, indicator.span_end);
    if indicator.quote.is_empty() {
        return Ok(()); // added by hand: its place is the measure's
    }
    Ok(drafts::settle_problems_at(tx.c, plan_id, place, tx.now)?)
}

/// The wish as it is stored. A figure must be given, or what it is compared with.
fn checked(target: &Target, stored: Option<Comparator>) -> Result<IndicatorColumns, ActionError> {
    if !target.op.is_known() && stored != Some(target.op) {
        return Err(ActionError::invalid("op", Message::new("draft.bad_value").with("text", target.op)));
    }
    let word = |phrase: &Option<Phrase>| phrase.as_ref().map(Phrase::to_string);
    let baseline = word(&target.baseline);
    let moves = matches!(target.op, Comparator::Up | Comparator::Down | Comparator::Unknown(_));
    if target.value.is_none() && baseline.is_none() && !moves {
        return Err(ActionError::invalid("value", Message::new("draft.no_value")));
    }
    let (value, value_to) = match target.value {
        None => (None, None),
        Some(Value::Number(value)) => (Some(value), None),
        Some(Value::Range(from, to)) => (Some(from), Some(to)),
    };
    let listed = |text: &str, mark: &str| names(&text.replace('|', "、")).collect::<Vec<_>>().join(mark);
    Ok(IndicatorColumns {
        name: target.name.to_string(),
        op: target.op,
        value,
        value_to,
        unit: word(&target.unit),
        qualifier: word(&target.qualifier).map(|words| listed(&words, "|")).filter(|words| !words.is_empty()),
        baseline,
        due: target.due,
        scope: target.scope.as_ref().map(|scope| listed(scope.as_str(), "、")).unwrap_or_default(),
    })
}
