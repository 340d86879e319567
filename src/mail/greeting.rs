//! How a conversation begins: greeting, hello, TLS, account. Each step has one code that agrees to it; whatever else is
//! answered, there is no line.

use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::commands::{Auth, Ehlo, Starttls};
use lettre::transport::smtp::extension::ClientId;

use super::conversation::{Codes, Conversation};
use super::trouble::Trouble;
use crate::config::{MailSettings, MailTls};

/// The server is there, or ready for TLS.
const READY: Codes = 220..=220;

/// The server knows us.
const HELLO: Codes = 250..=250;

/// The server asks for the next part of the account.
const NEXT: Codes = 334..=334;

/// The account is good.
const SIGNED_IN: Codes = 235..=235;

/// A conversation that has come to where mails can be handed over.
pub(super) fn open(settings: &MailSettings) -> Result<Conversation, Trouble> {
    let step = Duration::from_secs(settings.timeout_seconds.max(1));
    let reply = Duration::from_secs(settings.reply_seconds.max(1));
    let mut with = Conversation::open(&settings.host, settings.port, step, reply)?;
    if settings.tls == MailTls::Tls {
        with.encrypt(&settings.host)?;
    }
    with.greeting(READY)?;
    let mut offers = hello(&mut with)?;
    if settings.tls == MailTls::Starttls {
        if !offers.has("STARTTLS", None) {
            return Err(Trouble::NotOffered("STARTTLS is not supported on this server"));
        }
        with.ask(Starttls, READY)?;
        with.encrypt(&settings.host)?;
        offers = hello(&mut with)?;
    }
    if !settings.username.is_empty() {
        let password = settings.password.clone().unwrap_or_default();
        sign_in(&mut with, &offers, &Credentials::new(settings.username.clone(), password))?;
    }
    Ok(with)
}

/// What a server said that it can do.
struct Offers(Vec<String>);

impl Offers {
    /// Whether it can do this, in that way.
    fn has(&self, what: &str, way: Option<&str>) -> bool {
        self.0.iter().any(|line| {
            let mut words = line.split([' ', '=']);
            words.next() == Some(what) && way.is_none_or(|way| words.any(|word| word == way))
        })
    }
}

fn hello(with: &mut Conversation) -> Result<Offers, Trouble> {
    let reply = with.ask(Ehlo::new(ClientId::default()), HELLO)?;
    Ok(Offers(reply.lines.iter().skip(1).map(|line| line.to_ascii_uppercase()).collect()))
}

/// By the way that takes one step, where the server knows it. What it asks for at each of the others is by custom the name and then the
/// password, in whatever words.
fn sign_in(with: &mut Conversation, offers: &Offers, account: &Credentials) -> Result<(), Trouble> {
    if offers.has("AUTH", Some("PLAIN")) {
        with.ask(auth(Mechanism::Plain, account, None)?, SIGNED_IN)?;
    } else if offers.has("AUTH", Some("LOGIN")) {
        with.ask(auth(Mechanism::Login, account, None)?, NEXT)?;
        with.ask(auth(Mechanism::Login, account, Some("Username"))?, NEXT)?;
        with.ask(auth(Mechanism::Login, account, Some("Password"))?, SIGNED_IN)?;
    } else {
        return Err(Trouble::NotOffered("No compatible authentication mechanism was found"));
    }
    Ok(())
}

fn auth(mechanism: Mechanism, account: &Credentials, asked: Option<&str>) -> Result<Auth, Trouble> {
    let auth = Auth::new(mechanism, account.clone(), asked.map(str::to_owned));
    auth.map_err(|error| Trouble::NoAnswer(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_is_known_in_any_way_of_writing_it() {
        let offers = Offers(["STARTTLS", "AUTH LOGIN PLAIN", "AUTH=LOGIN", "SIZE 100"].map(String::from).to_vec());
        assert!(offers.has("STARTTLS", None) && offers.has("AUTH", Some("PLAIN")) && offers.has("AUTH", Some("LOGIN")));
        assert!(!offers.has("AUTH", Some("XOAUTH2")) && !offers.has("PLAIN", None) && !offers.has("SIZ", None));
    }
}
