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

CREATE TRIGGER refusals_dates_new BEFORE INSERT ON refusals WHEN
    NOT (NEW.last_at IS NULL OR (datetime(substr(NEW.last_at, 1, 19), '+0 seconds') IS substr(NEW.last_at, 1, 19) AND NEW.last_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_at, char(0)) = 0 AND (length(NEW.last_at) = 19 OR substr(NEW.last_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'refusals: not a date from 1900 to 2200'); END;

CREATE TRIGGER refusals_dates_changed BEFORE UPDATE OF last_at ON refusals WHEN
    (NEW.last_at IS NOT OLD.last_at AND NOT (NEW.last_at IS NULL OR (datetime(substr(NEW.last_at, 1, 19), '+0 seconds') IS substr(NEW.last_at, 1, 19) AND NEW.last_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_at, char(0)) = 0 AND (length(NEW.last_at) = 19 OR substr(NEW.last_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'refusals: not a date from 1900 to 2200'); END;
