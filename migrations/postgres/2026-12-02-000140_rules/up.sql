-- oldest program: 3. One of level 3 reads the days off from calendar_days, which are kept as the calendar in use has them, and takes ladder
-- and lamps from its own files.
-- calendar, ladder and lamp rule as versions: the highest of a kind that can be read is in use
CREATE TABLE rule_versions (
    kind TEXT NOT NULL CHECK (kind IN ('calendar', 'ladder', 'lamp')),
    version BIGINT NOT NULL CHECK (version > 0),
    origin TEXT NOT NULL CHECK (origin IN ('shipped', 'settings', 'stored', 'imported')),
    source TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (kind, version)
);

-- one number that is another after every change of these rows, by whomever: a process that knows it knows the rules
CREATE TABLE rules_rev (
    id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    rev BIGINT NOT NULL
);
INSERT INTO rules_rev (id, rev) VALUES (1, 1);

CREATE FUNCTION rules_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO rules_rev (id, rev) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET rev = rules_rev.rev + 1; RETURN NULL; END $$;
CREATE TRIGGER rules_changed AFTER INSERT OR UPDATE OR DELETE ON rule_versions FOR EACH ROW EXECUTE FUNCTION rules_changed();

CREATE TRIGGER rule_versions_dates_new BEFORE INSERT ON rule_versions FOR EACH ROW WHEN (
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER rule_versions_dates_changed BEFORE UPDATE OF created_at ON rule_versions FOR EACH ROW WHEN (
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();
