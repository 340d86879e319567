-- what a mail says, frozen at the first attempt: beside the row that changes at every step of its way out, so that the text is
-- written once
CREATE TABLE mail_texts (
    mail_id BIGINT PRIMARY KEY NOT NULL REFERENCES mails (id) ON DELETE CASCADE,
    body_text TEXT NOT NULL,
    body_html TEXT NOT NULL,
    -- the whole message as handed over, in ASCII
    raw TEXT NOT NULL
);
INSERT INTO mail_texts (mail_id, body_text, body_html, raw)
    SELECT id, coalesce(body_text, ''), coalesce(body_html, ''), raw FROM mails WHERE raw IS NOT NULL;
ALTER TABLE mails DROP COLUMN body_text;
ALTER TABLE mails DROP COLUMN body_html;
ALTER TABLE mails DROP COLUMN raw;
-- an older program would look for them there
UPDATE compatibility SET oldest_program = 2;
-- where a mail stands changes at every step of its way out; it is looked for when it has come to its end
DROP INDEX mails_by_state;
CREATE INDEX mails_by_state ON mails (state, id) WHERE finished_at IS NOT NULL;
