ALTER TABLE indicators DROP COLUMN proposed_unit;
ALTER TABLE plans DROP COLUMN proposed_whole;
CREATE TABLE units_without_places (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    short_name TEXT NOT NULL,
    official_name TEXT,
    class TEXT NOT NULL CHECK (class IN ('department', 'city', 'enterprise', 'agency')),
    -- the unit whose coordinators review and close: 自治区生态环境厅
    coordinating BOOLEAN NOT NULL DEFAULT FALSE,
    phone TEXT,
    position INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    proposed BOOLEAN NOT NULL DEFAULT FALSE
);
INSERT INTO units_without_places (id, name, short_name, official_name, class, coordinating, phone, position, created_at, proposed)
    SELECT id, name, short_name, official_name, CASE WHEN class IN ('county', 'township') THEN 'department' ELSE class END, coordinating, phone, position, created_at, proposed FROM units;
DROP TABLE units;
ALTER TABLE units_without_places RENAME TO units;

CREATE TRIGGER units_dates_new BEFORE INSERT ON units WHEN
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'units: not a date from 1900 to 2200'); END;

CREATE TRIGGER units_dates_changed BEFORE UPDATE OF created_at ON units WHEN
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'units: not a date from 1900 to 2200'); END;
