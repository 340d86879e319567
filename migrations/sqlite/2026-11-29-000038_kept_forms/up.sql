-- oldest program: 3. One of level 3 knows nothing of this table and needs nothing of it: it keeps no forms, and those that others
-- keep are shown by others.
-- a form that was sent when its session was over: whoever typed it gets it back after signing in, and nobody else does
CREATE TABLE kept_forms (
    -- of the address at which it is shown
    token_hash TEXT PRIMARY KEY NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- where it goes to
    action TEXT NOT NULL,
    -- its fields as they were sent, without the secret of the session
    body TEXT NOT NULL,
    kept_at TIMESTAMP NOT NULL
);
CREATE INDEX kept_forms_by_person ON kept_forms (person_id, kept_at);

CREATE TRIGGER kept_forms_dates_new BEFORE INSERT ON kept_forms WHEN
    NOT (NEW.kept_at IS NULL OR (datetime(substr(NEW.kept_at, 1, 19), '+0 seconds') IS substr(NEW.kept_at, 1, 19) AND NEW.kept_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.kept_at, char(0)) = 0 AND (length(NEW.kept_at) = 19 OR substr(NEW.kept_at, 20) GLOB '.[0-9]*') AND substr(NEW.kept_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'kept_forms: not a date from 1900 to 2200'); END;

CREATE TRIGGER kept_forms_dates_changed BEFORE UPDATE OF kept_at ON kept_forms WHEN
    (NEW.kept_at IS NOT OLD.kept_at AND NOT (NEW.kept_at IS NULL OR (datetime(substr(NEW.kept_at, 1, 19), '+0 seconds') IS substr(NEW.kept_at, 1, 19) AND NEW.kept_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.kept_at, char(0)) = 0 AND (length(NEW.kept_at) = 19 OR substr(NEW.kept_at, 20) GLOB '.[0-9]*') AND substr(NEW.kept_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'kept_forms: not a date from 1900 to 2200'); END;
