-- oldest program: 3. One of level 3 counts what did not arrive without this index, more slowly; it asks for nothing that is gone.
-- where a mail stands changes at every step of its way out; no index speaks of it, so that a step changes the row alone. What did not
-- arrive has a reason
UPDATE mails SET last_error = '' WHERE finished_at IS NOT NULL AND last_error IS NULL AND (state = 'bounced' OR state = 'failed' OR state = 'expired');
DROP INDEX mails_by_state;
CREATE INDEX mails_in_vain ON mails (finished_at) WHERE finished_at IS NOT NULL AND last_error IS NOT NULL;
-- half of a page is left to the next steps of its rows
ALTER TABLE mails SET (fillfactor = 50);
ALTER TABLE notices SET (fillfactor = 85);
-- a trigger before a change has the row locked first; behind it the change is refused all the same. What is marked of a mail has a
-- trigger of its own: the server reads the whole condition anew for each statement
DROP TRIGGER mails_dates_changed ON mails;
CREATE TRIGGER mails_dates_changed AFTER UPDATE OF local_date, not_before, created_at, decided_at, struck_at ON mails FOR EACH ROW WHEN (
    (NEW.local_date IS DISTINCT FROM OLD.local_date AND NOT (NEW.local_date BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.not_before IS DISTINCT FROM OLD.not_before AND NOT (NEW.not_before >= '1899-12-31' AND NEW.not_before < '2201-01-01')) OR
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')) OR
    (NEW.decided_at IS DISTINCT FROM OLD.decided_at AND NOT (NEW.decided_at >= '1899-12-31' AND NEW.decided_at < '2201-01-01')) OR
    (NEW.struck_at IS DISTINCT FROM OLD.struck_at AND NOT (NEW.struck_at >= '1899-12-31' AND NEW.struck_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();
CREATE TRIGGER mails_dates_marked AFTER UPDATE OF handed_at, finished_at, first_tried_at ON mails FOR EACH ROW WHEN (
    (NEW.handed_at IS DISTINCT FROM OLD.handed_at AND NOT (NEW.handed_at >= '1899-12-31' AND NEW.handed_at < '2201-01-01')) OR
    (NEW.finished_at IS DISTINCT FROM OLD.finished_at AND NOT (NEW.finished_at >= '1899-12-31' AND NEW.finished_at < '2201-01-01')) OR
    (NEW.first_tried_at IS DISTINCT FROM OLD.first_tried_at AND NOT (NEW.first_tried_at >= '1899-12-31' AND NEW.first_tried_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

DROP TRIGGER notices_dates_changed ON notices;
CREATE TRIGGER notices_dates_changed AFTER UPDATE OF fired_on, settled_at, created_at ON notices FOR EACH ROW WHEN (
    (NEW.fired_on IS DISTINCT FROM OLD.fired_on AND NOT (NEW.fired_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.settled_at IS DISTINCT FROM OLD.settled_at AND NOT (NEW.settled_at >= '1899-12-31' AND NEW.settled_at < '2201-01-01')) OR
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

DROP TRIGGER mails_held ON mails;
CREATE TRIGGER mails_held AFTER UPDATE OF owner ON mails FOR EACH ROW
WHEN (OLD.owner IS NULL AND NEW.owner IS NOT NULL) EXECUTE FUNCTION refuse_held();
