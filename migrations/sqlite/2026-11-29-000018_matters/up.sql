-- What a mail is about is found by the mail alone, however many others were about the same.
DROP INDEX notices_by_mail;
CREATE INDEX notices_by_mail ON notices (mail_id, obligation_id, due_rev, rung);
