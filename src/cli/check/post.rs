//! The mail server: greeted and signed in to, and at wish given a real mail.

use super::finding::Finding;
use super::subject::Subject;
use crate::auth::secret;
use crate::config::{MailSettings, MailTransport};
use crate::mail::{Envelope, Letter, Outcome, Transport, Unsendable, message};
use crate::strings::Strings;
use crate::views::server_said;

const SERVER: &str = "邮件服务器";
const MAIL: &str = "测试邮件";

/// So long an answer is waited for at most, in seconds: somebody sits before it.
const PATIENCE: u64 = 30;

/// The conversation up to where mails would be handed over, or with a test mail.
pub(super) fn server(subject: &Subject) -> Vec<Finding> {
    let settings = &subject.settings.mail;
    if settings.transport == MailTransport::Capture {
        return vec![Finding::ok(SERVER, "不发送（mail.transport = capture），只保存在“通知记录”")];
    }
    let hasty = MailSettings {
        timeout_seconds: settings.timeout_seconds.min(PATIENCE),
        reply_seconds: settings.reply_seconds.min(PATIENCE),
        ..settings.clone()
    };
    let (words, place) = (Strings::of(subject.settings.language), format!("{}:{}", settings.host, settings.port));
    let mut line = match Transport::from_settings(&hasty).open() {
        Ok(line) => line,
        Err(reason) => {
            let setting = subject.setting("mail.host、mail.port、mail.tls、mail.username");
            let said = server_said(words, &reason);
            return vec![Finding::fail(SERVER, format!("{place}：{said}。请核对 {setting}"))];
        }
    };
    let greeted = match line.try_out() {
        Ok(said) => Finding::ok(SERVER, format!("{place} 可以使用，答复“{said}”")),
        Err(reason) => Finding::fail(SERVER, format!("{place}：{}", server_said(words, &reason))),
    };
    let sent = subject.mail_to.as_deref().map(|to| {
        let sent = test_mail(subject, to).map_err(|error| error.to_string()).and_then(|raw| {
            line.address(&settings.from, to).map_err(|outcome| reason(&outcome))?;
            match line.hand_over_and_hear(&raw) {
                (Outcome::Accepted, said) => Ok(said),
                (outcome, _) => Err(reason(&outcome)),
            }
        });
        match sent {
            Ok(said) => Finding::ok(MAIL, format!("已发给 {to}，服务器答复“{said}”；请到邮箱核对是否收到")),
            Err(reason) => Finding::fail(MAIL, format!("发给 {to} 未成：{}", server_said(words, &reason))),
        }
    });
    line.close();
    [greeted].into_iter().chain(sent).collect()
}

fn reason(outcome: &Outcome) -> String {
    outcome.reason().unwrap_or_default().to_owned()
}

/// A mail that says what it is.
fn test_mail(subject: &Subject, to: &str) -> Result<String, Unsendable> {
    let words = Strings::of(subject.settings.language);
    let text = words.get("mail.test_text").to_owned();
    let letter = Letter {
        subject: words.get("mail.test_subject").to_owned(),
        html: format!("<p>{text}</p>"),
        text: text + "\n",
    };
    let host = subject.settings.server.public_host();
    let number = secret::token().map(|(_, hash)| hash).unwrap_or_default();
    let envelope = Envelope {
        from: &subject.settings.mail.from,
        to_name: "",
        to,
        reply_to: None,
        date: subject.clock.now(),
        message_id: &format!("{}@{host}", number.chars().take(32).collect::<String>()),
        host: &host,
        obligation: None,
    };
    message(&letter, &envelope)
}
