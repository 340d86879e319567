-- oldest program: 3. One of that level carries the new classes as words that it does not know: who is late climbs by the mildest
-- ladder there. What is only guessed it leaves as it is: nothing is handed out by it.

-- governments of counties (县、市、区) and townships (乡镇、街道) are classes of units; SQLite widens no check in place
CREATE TABLE units_with_places (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    short_name TEXT NOT NULL,
    official_name TEXT,
    class TEXT NOT NULL CHECK (class IN ('department', 'city', 'county', 'township', 'enterprise', 'agency')),
    -- the unit whose coordinators review and close: 自治区生态环境厅
    coordinating BOOLEAN NOT NULL DEFAULT FALSE,
    phone TEXT,
    position INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    proposed BOOLEAN NOT NULL DEFAULT FALSE
);
INSERT INTO units_with_places (id, name, short_name, official_name, class, coordinating, phone, position, created_at, proposed)
    SELECT id, name, short_name, official_name, class, coordinating, phone, position, created_at, proposed FROM units;
DROP TABLE units;
ALTER TABLE units_with_places RENAME TO units;

CREATE TRIGGER units_dates_new BEFORE INSERT ON units WHEN
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'units: not a date from 1900 to 2200'); END;

CREATE TRIGGER units_dates_changed BEFORE UPDATE OF created_at ON units WHEN
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'units: not a date from 1900 to 2200'); END;

-- what the compiler only guesses, until a coordinator has answered it: the word for the whole region of a plan that names none, and
-- the unit of a target whose table has none
ALTER TABLE plans ADD COLUMN proposed_whole TEXT;
ALTER TABLE indicators ADD COLUMN proposed_unit TEXT;
