-- oldest program: 3. One of level 3 counts what did not arrive without this index, more slowly; it asks for nothing that is gone.
-- where a mail stands changes at every step of its way out; no index speaks of it, so that a step changes the row alone. What did not
-- arrive has a reason
UPDATE mails SET last_error = '' WHERE finished_at IS NOT NULL AND last_error IS NULL AND (state = 'bounced' OR state = 'failed' OR state = 'expired');
DROP INDEX mails_by_state;
CREATE INDEX mails_in_vain ON mails (finished_at) WHERE finished_at IS NOT NULL AND last_error IS NOT NULL;
