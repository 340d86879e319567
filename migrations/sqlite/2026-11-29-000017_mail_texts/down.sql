DROP INDEX mails_by_state;
CREATE INDEX mails_by_state ON mails (state, not_before);
UPDATE compatibility SET oldest_program = 1;
ALTER TABLE mails ADD COLUMN body_text TEXT;
ALTER TABLE mails ADD COLUMN body_html TEXT;
ALTER TABLE mails ADD COLUMN raw TEXT;
UPDATE mails SET
    body_text = (SELECT t.body_text FROM mail_texts AS t WHERE t.mail_id = mails.id),
    body_html = (SELECT t.body_html FROM mail_texts AS t WHERE t.mail_id = mails.id),
    raw = (SELECT t.raw FROM mail_texts AS t WHERE t.mail_id = mails.id);
DROP TABLE mail_texts;
