//! The coordinator writes down what was said on the telephone.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::actions::{self, Spoken, typed_if_any, typed_or};
use crate::app::App;
use crate::domain::id::ObligationId;
use crate::domain::rights::Right;
use crate::domain::typed::{OnceKey, Telephone};
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::obligation::typed::Typed;
use crate::web::obligation::whole::answer;
use crate::web::way;

/// Writes down who was called and what was said.
///
/// # Errors
/// Not found without a relation to the obligation, forbidden without the right.
pub(crate) async fn record(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<ObligationId>,
    form: Posted<Typed>,
) -> Result<HttpResponse, WebError> {
    let reader = way::on_obligation(&app, &reader, *id).await?;
    let (obligation_id, typed) = (*id, form.0.clone());
    let result = way::act(&app, &reader, move |ctx, actor| {
        typed.pressed()?;
        let spoke_with = &typed_or("spoke_with", &typed.spoke_with, "call.incomplete")?;
        let phone: Option<Telephone> = typed_if_any("phone", &typed.phone)?;
        let answer = &typed_or("answer", &typed.answer, "call.incomplete")?;
        let once_key: Option<OnceKey> = typed_if_any("once_key", &typed.once_key)?;
        let (phone, once_key) = (phone.as_ref(), once_key.as_ref());
        actions::record_call(ctx, actor, obligation_id, &Spoken { spoke_with, phone, answer, once_key })
    });
    answer((&request, &app, &reader), (obligation_id, &[Right::RecordCall]), "called", form.0, result.await).await
}
