-- oldest program: 3. One of level 3 refuses without a word in the trail, as before, and carries the verb of what others wrote.
-- what was refused, of one kind in one hour: its row of the trail is that of the first time, and here is how often it was
CREATE TABLE refusals (
    -- hour, who, from where, what, why
    key TEXT PRIMARY KEY NOT NULL,
    -- NULL only while the row of the trail is being written
    entry_id BIGINT REFERENCES audit (id),
    times BIGINT NOT NULL,
    last_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX refusals_by_entry ON refusals (entry_id);

CREATE TRIGGER refusals_dates_new BEFORE INSERT ON refusals FOR EACH ROW WHEN (
    NOT (NEW.last_at >= '1899-12-31' AND NEW.last_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER refusals_dates_changed BEFORE UPDATE OF last_at ON refusals FOR EACH ROW WHEN (
    (NEW.last_at IS DISTINCT FROM OLD.last_at AND NOT (NEW.last_at >= '1899-12-31' AND NEW.last_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();
