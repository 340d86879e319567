//! What was just done, in words.

use actix_web::HttpRequest;

use super::filter;
use crate::strings::{Strings, filled};

/// What was just done stands in the address as a key of the catalogue: `?done=acknowledged&n=12`.
pub(super) fn of(request: &HttpRequest, t: &'static Strings) -> Option<String> {
    let pairs: Vec<_> = filter::pairs(request).collect();
    let value = |name: &str| pairs.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str());
    let key = format!("done.{}", value("done")?);
    let text = t.get(&key);
    let count = |name| value(name).and_then(|n| n.parse::<u32>().ok()).unwrap_or_default().to_string();
    (text != key).then(|| filled(&filled(text, "n", &count("n")), "kept", &count("kept")))
}
