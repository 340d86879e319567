//! Forms that carry a file.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt as _;
use tokio::sync::OwnedSemaphorePermit;

use super::{is_same, same_origin, session_secret};
use crate::actions::ActionError;
use crate::app::App;
use crate::web::deadline::is_late;
use crate::web::error::WebError;

/// Largest form with a file, in MB: a plan with its annexes has a few hundred kilobytes, one with pictures some more.
pub(in crate::web) const MAX_UPLOAD_MB: usize = 20;

/// Longest field that is no file, in bytes.
const MAX_FIELD_BYTES: usize = 16 << 10;

/// So many fields at most: ours has three.
const MAX_FIELDS: usize = 16;

/// A form of the session with one file.
#[derive(Default)]
pub(crate) struct Uploaded {
    /// The file's name, as the browser gives it, without folders.
    pub file_name: String,
    /// Its bytes; none where no file was chosen.
    pub bytes: Vec<u8>,
    /// The other fields.
    fields: HashMap<String, String>,
    /// So many files are in memory at once; who comes then is asked to come again.
    _place: Option<OwnedSemaphorePermit>,
}

impl Uploaded {
    /// The text of a field; empty where there is none.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.trim())
    }
}

impl FromRequest for Uploaded {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (secret, same_origin) = (session_secret(request), same_origin(request));
        let multipart = Multipart::from_request(request, payload);
        let place = place(request);
        Box::pin(async move {
            let secret = secret.ok_or(WebError::SignInFirst)?;
            if !same_origin {
                return Err(WebError::ForeignForm);
            }
            let place = place?;
            let multipart = multipart.await.map_err(|_| WebError::UnreadableForm)?;
            let mut uploaded = read(multipart).await?;
            uploaded._place = Some(place);
            let repeated = is_same(secret.as_bytes(), uploaded.field("form_secret").as_bytes());
            if repeated { Ok(uploaded) } else { Err(WebError::ForeignForm) }
        })
    }
}

/// A place for a file.
///
/// # Errors
/// Unavailable where all are taken.
fn place(request: &HttpRequest) -> Result<OwnedSemaphorePermit, WebError> {
    let app = request.app_data::<web::Data<App>>().ok_or(WebError::SignInFirst)?;
    app.places.uploads.clone().try_acquire_owned().map_err(|_| WebError::Action(ActionError::Unavailable))
}

async fn read(mut multipart: Multipart) -> Result<Uploaded, WebError> {
    let (mut uploaded, mut left) = (Uploaded::default(), MAX_UPLOAD_MB << 20);
    for _ in 0..=MAX_FIELDS {
        let Some(field) = multipart.next().await else { return Ok(uploaded) };
        let field = field.map_err(broken)?;
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.content_disposition().and_then(|given| given.get_filename()).map(without_folders);
        let bytes = bytes(field, &mut left).await?;
        if file_name.is_none() && bytes.len() > MAX_FIELD_BYTES {
            return Err(WebError::TooLarge);
        }
        match file_name {
            Some(file_name) => (uploaded.file_name, uploaded.bytes) = (file_name, bytes),
            None => drop(uploaded.fields.insert(name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Err(WebError::TooLarge)
}

fn broken(error: MultipartError) -> WebError {
    match error {
        MultipartError::Payload(error) if is_late(&error) => WebError::TooSlow,
        _ => WebError::UnreadableForm,
    }
}

/// The bytes of a field, as long as there are not too many in all.
async fn bytes(mut field: Field, left: &mut usize) -> Result<Vec<u8>, WebError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(broken)?;
        *left = left.checked_sub(chunk.len()).ok_or(WebError::LargeFile(MAX_UPLOAD_MB))?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn without_folders(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::without_folders;

    #[test]
    fn old_browsers_send_the_whole_path_and_it_is_cut() {
        assert_eq!(without_folders(r"C:\文件\计划.docx"), "计划.docx");
        assert_eq!(without_folders("../../etc/计划.txt"), "计划.txt");
        assert_eq!(without_folders("计划.txt"), "计划.txt");
    }
}
