//! 当前代表单位: somebody with several posts chooses the one to act in.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use crate::actions::choose_post;
use crate::app::App;
use crate::domain::id::PostId;
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::way;

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct PostForm {
    post: PostId,
}

/// Acts in another post, and begins where its work is.
///
/// # Errors
/// Not found for a post the person does not hold.
pub(crate) async fn choose(
    app: web::Data<App>,
    reader: SignedIn,
    form: Posted<PostForm>,
) -> Result<HttpResponse, WebError> {
    let (session_id, post_id) = (reader.session_id.clone(), form.0.post);
    way::act(&app, &reader, move |ctx, actor| choose_post(ctx, actor, &session_id, post_id)).await?;
    Ok(answer::see_other("/"))
}
