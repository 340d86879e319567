//! A locked account is opened again by hand: every count of wrong passwords begins anew.

use serde_json::json;

use super::sign_in::account_of;
use crate::actions::{ActionError, Actor, Context, Trace, rights};
use crate::db::obligation::ties;
use crate::db::people::{persons, sign_in_tries};
use crate::domain::id::PersonId;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};

/// Forgets all failures at a person's account; where there is none, nothing changes.
///
/// # Errors
/// [`ActionError::NotFound`] for nobody, [`ActionError::Forbidden`] without the right.
pub fn unlock_account(ctx: &Context, actor: &Actor, person_id: PersonId) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        let person = persons::find(tx.c, person_id)?;
        let account = account_of(person.email.as_deref().unwrap_or_default());
        let rows = sign_in_tries::forget_all(tx.c, person.id, &account)?;
        if rows == 0 {
            return Ok(());
        }
        tx.trace(&Trace { detail: json!({"places": rows}), ..Trace::new(Verb::UnlockAccount, On::Person(person.id)) })
    })
}
