//! The steps of the page: each reads its form, calls one action and answers.

use actix_web::{HttpRequest, HttpResponse, web};

use super::typed::Typed;
use super::whole::answer;
use crate::actions::{self, ReturnReport, SubmitReport, typed_if_any, typed_round};
use crate::app::App;
use crate::domain::id::ObligationId;
use crate::domain::rights::Right;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::way;

/// Defines the handler of one step: what it is called when done, the rights of which it takes one, and the action. Answers with the obligation's page;
/// what cannot be used is shown again as it was typed. Where only another post of the reader has such a right, the refusal names it.
macro_rules! step {
    ($(#[$meta:meta])* $name:ident, $done:literal, $rights:expr, |$ctx:ident, $actor:ident, $id:ident, $typed:ident| $action:expr) => {
        $(#[$meta])*
        ///
        /// # Errors
        /// Not found without a relation to the obligation, forbidden without the right.
        pub(crate) async fn $name(
            request: HttpRequest,
            app: web::Data<App>,
            reader: SignedIn,
            id: web::Path<ObligationId>,
            form: Posted<Typed>,
        ) -> Result<HttpResponse, WebError> {
            let reader = way::on_obligation(&app, &reader, *id).await?;
            let ($id, $typed) = (*id, form.0.clone());
            let result = way::act(&app, &reader, move |$ctx, $actor| {
                $typed.pressed()?;
                $action
            });
            let done = form.0.done($done);
            answer((&request, &app, &reader), (*id, &$rights), done, form.0, result.await).await
        }
    };
}

step! {
    /// 签收.
    acknowledge, "acknowledged", [Right::Acknowledge], |ctx, actor, id, typed| actions::acknowledge(ctx, actor, id, typed.version()?)
}

step! {
    /// 撤回: what was filed, or a claim.
    withdraw, "withdrawn", [Right::Report], |ctx, actor, id, typed| actions::withdraw_report(ctx, actor, id, typed.version()?)
}

step! {
    /// 牵头审核.
    accept, "accepted", [Right::Accept], |ctx, actor, id, typed| actions::accept_report(ctx, actor, id, typed.version()?)
}

step! {
    /// 办结.
    close, "closed", [Right::Close], |ctx, actor, id, typed| actions::close_obligation(ctx, actor, id, typed.version()?, typed_if_any("reason", &typed.reason)?.as_ref())
}

step! {
    /// 申请不涉及.
    claim_not_applicable, "claimed", [Right::Report], |ctx, actor, id, typed| actions::claim_not_applicable(ctx, actor, id, typed.version()?, &typed.reason()?)
}

step! {
    /// 确认不涉及.
    confirm_not_applicable, "not_applicable", [Right::ConfirmNotApplicable], |ctx, actor, id, typed| actions::confirm_not_applicable(ctx, actor, id, typed.version()?)
}

step! {
    /// 不同意不涉及.
    decline_not_applicable, "declined", [Right::ConfirmNotApplicable], |ctx, actor, id, typed| actions::decline_not_applicable(ctx, actor, id, typed.version()?, &typed.reason()?)
}

step! {
    /// 重新办理.
    reopen, "reopened", [Right::Reschedule], |ctx, actor, id, typed| actions::reopen_obligation(ctx, actor, id, typed.version()?, (&typed.reason()?, typed.answer_by()?))
}

step! {
    /// 退回补充.
    send_back, "returned", [Right::Return], |ctx, actor, id, typed| {
        let wish = ReturnReport {
            obligation_id: id,
            version: typed.version()?,
            reason: typed.reason()?,
            answer_by: typed.answer_by()?,
            as_empty: typed.as_empty.is_some(),
            at_once: typed.at_once.is_some(),
        };
        actions::return_report(ctx, actor, &wish)
    }
}

step! {
    /// 报送, or a draft that is kept.
    report, "reported", [Right::Report, Right::ReportFor], |ctx, actor, id, typed| {
        let wish = SubmitReport {
            obligation_id: id,
            version: typed.version()?,
            report: typed.report.read()?,
            keeps_evidence: false,
            submit: typed.then == "submit",
            round: typed_round(&typed.round)?,
        };
        actions::submit_report(ctx, actor, &wish)
    }
}
