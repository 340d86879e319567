//! 原文件: the file that a plan was read from, as it was handed in.

use actix_web::http::header::{
    CONTENT_TYPE, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::{HttpResponse, web};

use crate::actions::ActionError;
use crate::app::App;
use crate::db::files;
use crate::db::plan::plans;
use crate::domain::id::PlanId;
use crate::domain::rights::Right;
use crate::web::error::WebError;
use crate::web::guard::SignedIn;
use crate::web::way;

/// The file, to be kept: a browser never shows it, whatever is in it.
///
/// # Errors
/// Forbidden for everybody but those who import plans: a file may say more than the plan that was read from it. Not found where none is kept.
pub(crate) async fn send(
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<PlanId>,
) -> Result<HttpResponse, WebError> {
    let id = *id;
    let found = way::read_office(&app, &reader, Right::ImportPlan, move |_, c| {
        let plan = plans::find(c, id)?;
        let sha256 = plan.file_sha256.as_deref().ok_or(ActionError::NotFound)?;
        Ok((files::content(c, sha256)?, plan.source_name))
    });
    let (content, name) = found.await?;
    let name =
        ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value: name.into_bytes() };
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(name)],
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/octet-stream"))
        .insert_header(disposition)
        .body(content))
}

/// Where it is.
pub(crate) fn address(id: PlanId) -> String {
    format!("/plans/{id}/file")
}
