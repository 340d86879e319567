//! What the forms of a person's page send, and how they are filled again.

use serde::Deserialize;

use crate::actions::{ActionError, typed_if_any, typed_or};
use crate::db::people::persons::Details;
use crate::domain::id::PostId;
use crate::views::Account;
use crate::web::form::pressed;

/// What was typed into the forms of the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    /// What stands of the person.
    pub details: DetailsForm,
    /// A further post.
    pub post: PostForm,
    /// Which post is to end.
    pub ending: Option<PostId>,
    /// From when on.
    pub end: EndForm,
}

/// What stands of the person.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct DetailsForm {
    /// The version that was seen.
    pub version: i32,
    /// 姓名.
    #[serde(default)]
    pub name: String,
    /// The address.
    #[serde(default)]
    pub email: String,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
    /// The button.
    #[serde(default)]
    pub then: String,
}

/// A further post.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PostForm {
    /// At which unit.
    pub unit: String,
    /// As what.
    pub role: String,
    /// The button.
    pub then: String,
}

/// From when on a post is held no more.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EndForm {
    /// From this day on.
    pub from: String,
    /// The button.
    pub then: String,
}

impl Typed {
    /// Nothing typed yet: what is stored.
    pub(super) fn of(account: &Account) -> Self {
        let person = &account.person;
        let details = DetailsForm {
            version: person.version,
            name: person.name.clone(),
            email: person.email.clone().unwrap_or_default(),
            phone: person.phone.clone().unwrap_or_default(),
            then: String::new(),
        };
        Self { details, ..Self::default() }
    }
}

impl TryFrom<&DetailsForm> for Details {
    type Error = ActionError;

    fn try_from(form: &DetailsForm) -> Result<Self, ActionError> {
        pressed(&form.then)?;
        Ok(Self {
            name: typed_or("name", &form.name, "person.no_name")?,
            email: typed_if_any("email", &form.email)?,
            phone: typed_if_any("phone", &form.phone)?,
        })
    }
}
