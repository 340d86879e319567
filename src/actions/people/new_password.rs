//! A password that may be used, whoever sets it: long enough, hard to guess, and none of the last five.

use zxcvbn::{Score, zxcvbn};

use crate::actions::{ActionError, Tx};
use crate::auth::hashing::Hasher;
use crate::db::people::persons::{self, Person};
use crate::db::people::{former_passwords, links};
use crate::db::{DbConnection, DbResult};
use crate::strings::Message;

/// Words that everybody here knows: a password made of them is guessed first.
const WELL_KNOWN: [&str; 3] = ["duban", "guangxi", "nanning"];

/// A password that keeps the rules, and the hashes of those that it must not be.
pub struct NewPassword {
    password: String,
    former: Vec<String>,
}

impl NewPassword {
    /// Checks a password that was typed twice.
    ///
    /// # Errors
    /// [`ActionError::Invalid`] with the rule that it breaks.
    pub(super) fn check(
        c: &mut DbConnection,
        person: &Person,
        min_chars: usize,
        (given, again): (&str, &str),
    ) -> Result<Self, ActionError> {
        keeps_the_rules(min_chars, given, person)?;
        if given != again {
            return Err(ActionError::invalid("again", Message::new("password.differs")));
        }
        Ok(Self { password: given.to_owned(), former: former(c, person)? })
    }

    /// The hash to be stored. Each former password is hashed to be compared: the hasher's threads do it, and no page waits.
    ///
    /// # Errors
    /// [`ActionError::Invalid`] where it is one of the last five, [`ActionError::Wait`] where too many wait.
    pub async fn hashed(self, hasher: &Hasher) -> Result<String, ActionError> {
        for hash in self.former {
            if hasher.verify(self.password.clone(), Some(hash)).await? {
                return Err(used_before());
            }
        }
        Ok(hasher.hash(self.password).await?)
    }

    /// The same for whoever may wait.
    ///
    /// # Errors
    /// As [`NewPassword::hashed`].
    pub(super) fn hashed_now(self, hasher: &Hasher) -> Result<String, ActionError> {
        for hash in self.former {
            if hasher.verify_now(&self.password, &hash)? {
                return Err(used_before());
            }
        }
        Ok(hasher.hash_now(&self.password)?)
    }
}

/// Stores the hash of a new password: links that were given before are worth nothing from then on.
pub(super) fn store(tx: &mut Tx<'_>, person: &Person, hash: &str) -> Result<(), ActionError> {
    links::use_up_all(tx.c, person.id, tx.now)?;
    persons::set_password_hash(tx.c, person.id, hash)?;
    Ok(former_passwords::insert(tx.c, person.id, hash, tx.now)?)
}

/// The last passwords, and the present one, which another version may have set.
fn former(c: &mut DbConnection, person: &Person) -> DbResult<Vec<String>> {
    let mut former = former_passwords::hashes(c, person.id)?;
    former.extend(person.password_hash.clone().filter(|present| !former.contains(present)));
    Ok(former)
}

fn used_before() -> ActionError {
    ActionError::invalid("password", Message::new("password.used_before"))
}

fn keeps_the_rules(min_chars: usize, given: &str, person: &Person) -> Result<(), ActionError> {
    let refuse = |reason| Err(ActionError::invalid("password", reason));
    if given.chars().count() < min_chars {
        return refuse(Message::new("password.too_short").with("n", min_chars));
    }
    let digits = given.chars().filter(char::is_ascii_digit).count();
    if digits == 0 || digits == given.chars().count() {
        return refuse(Message::new("password.one_kind"));
    }
    let lower = given.to_lowercase();
    let email = person.email.as_deref().unwrap_or_default();
    let (name, mailbox) = (person.name.to_lowercase(), email.split('@').next().unwrap_or_default());
    if [name.as_str(), mailbox].into_iter().any(|word| says(&lower, word)) {
        return refuse(Message::new("password.own_name"));
    }
    let own = [person.name.as_str(), email].into_iter().chain(email.split(['@', '.']));
    let known: Vec<&str> = own.filter(|word| word.len() > SHORT).chain(WELL_KNOWN).collect();
    if zxcvbn(given, &known).score() < Score::Three {
        return refuse(Message::new("password.guessable"));
    }
    Ok(())
}

/// So many letters say nothing of their own: they stand in many words. Two characters of a Chinese name have more bytes.
const SHORT: usize = 3;

/// Whether a password says a word: has it in it, or is it where the word is short.
fn says(password: &str, word: &str) -> bool {
    if word.len() > SHORT { password.contains(word) } else { password == word }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::PersonId;

    fn person() -> Person {
        Person {
            id: PersonId::new(1),
            name: "韦某".to_owned(),
            email: Some("wei@test.example".to_owned()),
            phone: None,
            password_hash: None,
            disabled_at: None,
            version: 1,
        }
    }

    fn refusal(given: &str) -> Option<String> {
        refusal_for(&person(), given)
    }

    fn refusal_for(person: &Person, given: &str) -> Option<String> {
        match keeps_the_rules(8, given, person) {
            Err(ActionError::Invalid { reason, .. }) => Some(format!("{reason:?}")),
            _ => None,
        }
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for given in [
            "password12",
            "Password123",
            "qwertyuiop1",
            "duban2024!",
            "Guangxi2024",
            "admin12345",
            "aaaaaaaaa1",
            "         1",
            "wei@test.example1",
            "1qaz2wsx3edc",
        ] {
            assert!(refusal(given).is_some_and(|why| why.contains("guessable")), "{given}: {:?}", refusal(given));
        }
    }

    #[test]
    fn what_is_hard_to_guess_is_taken() {
        for given in ["a-sound-passw0rd", "correct horse 7 staple", "9Kt-mub4-Xw", "江南好风景旧曾谙7"] {
            assert_eq!(refusal(given), None, "{given}");
        }
    }

    #[test]
    fn a_name_or_mailbox_of_four_letters_or_two_characters_is_not_said_and_a_shorter_one_may_be() {
        let of = |name: &str, mailbox: &str| Person {
            name: name.to_owned(),
            email: Some(format!("{mailbox}@test.example")),
            ..person()
        };
        let is_said =
            |person: &Person, given: &str| refusal_for(person, given).is_some_and(|why| why.contains("own_name"));
        for given in ["9Kt-weij-mub4x", "9Kt-Wang-mub4x", "9Kt-韦某-mub4x"] {
            let person = [of("韦某", "weij"), of("Wang", "x")].into_iter().any(|person| is_said(&person, given));
            assert!(person, "{given}");
        }
        for given in ["9Kt-wei-mub4x", "7-weights-of-copper", "9Kt-Li-mub4x"] {
            for person in [of("韦某", "wei"), of("Wei", "li"), of("Li", "wei")] {
                assert_eq!(refusal_for(&person, given), None, "{given}");
            }
        }
    }
}
