-- oldest program: 3. One of level 3 knows nothing of this table: what it sets is compared as the present password, which stands with
-- the person, and is not among the former ones; nothing is lost and nobody is kept out by it.
-- the hashes of the last passwords of an account: none of them is taken again
CREATE TABLE former_passwords (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    hash TEXT NOT NULL,
    set_at TIMESTAMP NOT NULL
);
CREATE INDEX former_passwords_by_person ON former_passwords (person_id, id);
INSERT INTO former_passwords (person_id, hash, set_at) SELECT id, password_hash, created_at FROM people WHERE password_hash IS NOT NULL;

CREATE TRIGGER former_passwords_dates_new BEFORE INSERT ON former_passwords WHEN
    NOT (NEW.set_at IS NULL OR (datetime(substr(NEW.set_at, 1, 19), '+0 seconds') IS substr(NEW.set_at, 1, 19) AND NEW.set_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.set_at, char(0)) = 0 AND (length(NEW.set_at) = 19 OR substr(NEW.set_at, 20) GLOB '.[0-9]*') AND substr(NEW.set_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'former_passwords: not a date from 1900 to 2200'); END;

CREATE TRIGGER former_passwords_dates_changed BEFORE UPDATE OF set_at ON former_passwords WHEN
    (NEW.set_at IS NOT OLD.set_at AND NOT (NEW.set_at IS NULL OR (datetime(substr(NEW.set_at, 1, 19), '+0 seconds') IS substr(NEW.set_at, 1, 19) AND NEW.set_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.set_at, char(0)) = 0 AND (length(NEW.set_at) = 19 OR substr(NEW.set_at, 20) GLOB '.[0-9]*') AND substr(NEW.set_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'former_passwords: not a date from 1900 to 2200'); END;
