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
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    rev BIGINT NOT NULL
);
INSERT INTO rules_rev (id, rev) VALUES (1, 1);

CREATE TRIGGER rules_made AFTER INSERT ON rule_versions
BEGIN INSERT INTO rules_rev (id, rev) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET rev = rules_rev.rev + 1; END;

CREATE TRIGGER rules_changed AFTER UPDATE ON rule_versions
BEGIN INSERT INTO rules_rev (id, rev) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET rev = rules_rev.rev + 1; END;

CREATE TRIGGER rules_gone AFTER DELETE ON rule_versions
BEGIN INSERT INTO rules_rev (id, rev) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET rev = rules_rev.rev + 1; END;

CREATE TRIGGER rule_versions_dates_new BEFORE INSERT ON rule_versions WHEN
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'rule_versions: not a date from 1900 to 2200'); END;

CREATE TRIGGER rule_versions_dates_changed BEFORE UPDATE OF created_at ON rule_versions WHEN
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'rule_versions: not a date from 1900 to 2200'); END;
