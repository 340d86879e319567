DROP INDEX notices_by_mail;
CREATE INDEX notices_by_mail ON notices (mail_id);
