//! Forms that carry a file.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;

use super::{same_bytes, same_origin, session_secret};
use crate::web::error::WebError;

/// Largest form with a file, in bytes: a plan with its annexes has a few hundred kilobytes, one with pictures some more.
const MAX_UPLOAD_BYTES: usize = 20 << 20;

/// So many fields at most: ours has three.
const MAX_FIELDS: usize = 16;

/// A form of the session with one file.
#[derive(Default)]
pub struct Uploaded {
    /// The file's name, as the browser gives it, without folders.
    pub file_name: String,
    /// Its bytes; none where no file was chosen.
    pub bytes: Vec<u8>,
    /// The other fields.
    fields: HashMap<String, String>,
}

impl Uploaded {
    /// The text of a field; empty where there is none.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.trim())
    }
}

impl FromRequest for Uploaded {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (secret, same_origin) = (session_secret(request), same_origin(request));
        let multipart = Multipart::from_request(request, payload);
        Box::pin(async move {
            let secret = secret.ok_or(WebError::SignInFirst)?;
            if !same_origin {
                return Err(WebError::ForeignForm);
            }
            let uploaded = read(multipart.await.map_err(|_| WebError::UnreadableForm)?).await?;
            let repeated = same_bytes(&secret, uploaded.field("form_secret"));
            if repeated { Ok(uploaded) } else { Err(WebError::ForeignForm) }
        })
    }
}

async fn read(mut multipart: Multipart) -> Result<Uploaded, WebError> {
    let (mut uploaded, mut left) = (Uploaded::default(), MAX_UPLOAD_BYTES);
    for _ in 0..=MAX_FIELDS {
        let Some(field) = multipart.next().await else { return Ok(uploaded) };
        let field = field.map_err(|_| WebError::UnreadableForm)?;
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.content_disposition().and_then(|given| given.get_filename()).map(without_folders);
        let bytes = bytes(field, &mut left).await?;
        match file_name {
            Some(file_name) => (uploaded.file_name, uploaded.bytes) = (file_name, bytes),
            None => drop(uploaded.fields.insert(name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Err(WebError::TooLarge)
}

/// The bytes of a field, as long as there are not too many in all.
async fn bytes(mut field: Field, left: &mut usize) -> Result<Vec<u8>, WebError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(|_| WebError::UnreadableForm)?;
        *left = left.checked_sub(chunk.len()).ok_or(WebError::TooLarge)?;
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
