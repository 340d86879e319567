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

CREATE TRIGGER kept_forms_dates_new BEFORE INSERT ON kept_forms FOR EACH ROW WHEN (
    NOT (NEW.kept_at >= '1899-12-31' AND NEW.kept_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER kept_forms_dates_changed BEFORE UPDATE OF kept_at ON kept_forms FOR EACH ROW WHEN (
    (NEW.kept_at IS DISTINCT FROM OLD.kept_at AND NOT (NEW.kept_at >= '1899-12-31' AND NEW.kept_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();
