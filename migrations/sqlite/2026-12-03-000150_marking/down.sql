DROP INDEX mails_in_vain;
CREATE INDEX mails_by_state ON mails (state, id) WHERE finished_at IS NOT NULL;
