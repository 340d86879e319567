//! The forms of the review for indicators.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::change;
use super::typed::{Typed, date};
use crate::actions::{self, ActionError, EditIndicator, Target, typed_if_any, typed_or};
use crate::app::App;
use crate::domain::draft::Value;
use crate::domain::id::{IndicatorId, MeasureId, PlanId};
use crate::domain::plan::Comparator;
use crate::domain::typed::recognised;
use crate::strings::Message;
use crate::views::IndicatorFields;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;

/// What is measured and which figure it must reach.
#[derive(Clone, Deserialize)]
pub(crate) struct IndicatorForm {
    #[serde(flatten)]
    fields: IndicatorFields,
    seen: String,
    /// `save` or `remove`.
    then: String,
}

/// Corrects or removes an indicator.
///
/// A field that cannot be used shows the page again.
pub(crate) async fn edit_indicator(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, IndicatorId)>,
    form: Posted<IndicatorForm>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, indicator_id), form) = (ids.into_inner(), form.0);
    let typed = Typed::Indicator(indicator_id, form.fields.clone());
    change((&request, &app, &reader), plan_id, typed, move |ctx, actor| {
        if form.then == "remove" {
            actions::remove_indicator(ctx, actor, plan_id, indicator_id, &form.seen)?;
        } else {
            let wish = EditIndicator { plan_id, indicator_id, target: target(&form.fields)?, seen: &form.seen };
            actions::edit_indicator(ctx, actor, &wish)?;
        }
        Ok(format!("f-i{indicator_id}"))
    })
    .await
}

/// Adds an indicator to a measure.
///
/// A field that cannot be used shows the page again.
pub(crate) async fn add_indicator(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    ids: web::Path<(PlanId, MeasureId)>,
    form: Posted<IndicatorFields>,
) -> Result<HttpResponse, WebError> {
    let ((plan_id, measure_id), fields) = (ids.into_inner(), form.0);
    let typed = Typed::NewIndicator(measure_id, fields.clone());
    change((&request, &app, &reader), plan_id, typed, move |ctx, actor| {
        actions::add_indicator(ctx, actor, plan_id, measure_id, &target(&fields)?)?;
        Ok(format!("f-m{measure_id}"))
    })
    .await
}

/// What the fields say, where each can be used.
fn target(fields: &IndicatorFields) -> Result<Target, ActionError> {
    let bad =
        |field, text: &str| ActionError::invalid(field, Message::new("draft.bad_value").with("text", recognised(text)));
    let value = match fields.value.trim() {
        "" => None,
        text => Some(text.parse::<Value>().map_err(|_| bad("value", text))?),
    };
    Ok(Target {
        name: typed_or("name", &fields.name, "draft.no_indicator_name")?,
        op: Comparator::sent_back(&fields.op).ok_or_else(|| bad("op", &fields.op))?,
        value,
        unit: typed_if_any("unit", &fields.unit)?,
        qualifier: typed_if_any("qualifier", &fields.qualifier)?,
        baseline: typed_if_any("baseline", &fields.baseline)?,
        due: date("due", &fields.due)?,
        scope: typed_if_any("scope", &fields.scope)?,
    })
}
