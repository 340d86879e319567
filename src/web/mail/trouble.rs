//! What is amiss with the mail, as pages say it.

use crate::views::{self, MailTrouble};
use crate::web::page::Page;

/// What is amiss, in a sentence.
pub(in crate::web) fn about_mail(page: &Page, trouble: &MailTrouble) -> String {
    match trouble {
        MailTrouble::Held(mails, since) => page.t.fill("desk.mail_held", &[("n", mails), ("time", &page.time(since))]),
        MailTrouble::Failing(since, reason) => {
            page.fill("desk.mail_failing", "time", page.time(since)) + &views::server_said(page.t, reason)
        }
        MailTrouble::AllFailed(mails, since) => page.fill("desk.mail_all_failed", "n", mails) + &page.time(since),
        MailTrouble::Standing(mails, since) => page.fill("desk.mail_standing", "n", mails) + &page.time(since),
        MailTrouble::Lost(mails) => page.fill("desk.mail_lost", "n", mails),
    }
}
