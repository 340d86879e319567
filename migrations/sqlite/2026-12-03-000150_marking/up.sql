-- oldest program: 3. One of level 3 counts what did not arrive without this index, more slowly; it asks for nothing that is gone.
-- where a mail stands changes at every step of its way out; no index speaks of it, so that a step changes the row alone. What did not
-- arrive has a reason
UPDATE mails SET last_error = '' WHERE finished_at IS NOT NULL AND last_error IS NULL AND (state = 'bounced' OR state = 'failed' OR state = 'expired');
DROP INDEX mails_by_state;
CREATE INDEX mails_in_vain ON mails (finished_at) WHERE finished_at IS NOT NULL AND last_error IS NOT NULL;
-- what ends in vain without a reason has an empty one, by whomever it is written: that is how it is found
CREATE TRIGGER mails_in_vain_new AFTER INSERT ON mails WHEN NEW.finished_at IS NOT NULL AND NEW.last_error IS NULL AND (NEW.state = 'bounced' OR NEW.state = 'failed' OR NEW.state = 'expired')
BEGIN UPDATE mails SET last_error = '' WHERE id = NEW.id; END;
CREATE TRIGGER mails_in_vain_ended AFTER UPDATE OF state, finished_at, last_error ON mails WHEN NEW.finished_at IS NOT NULL AND NEW.last_error IS NULL AND (NEW.state = 'bounced' OR NEW.state = 'failed' OR NEW.state = 'expired')
BEGIN UPDATE mails SET last_error = '' WHERE id = NEW.id; END;
