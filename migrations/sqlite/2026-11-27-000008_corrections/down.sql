DROP TABLE leftovers;
CREATE TABLE assignments_without_guides (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    measure_id BIGINT NOT NULL REFERENCES measures (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL CHECK (role IN ('lead', 'support', 'responsible')),
    position INTEGER NOT NULL,
    written_as TEXT NOT NULL,
    proposed BOOLEAN NOT NULL,
    UNIQUE (measure_id, unit_id, role)
);
INSERT INTO assignments_without_guides (id, measure_id, unit_id, role, position, written_as, proposed)
    SELECT id, measure_id, unit_id, role, position, written_as, proposed FROM assignments WHERE role <> 'guide';
DROP TABLE assignments;
ALTER TABLE assignments_without_guides RENAME TO assignments;
CREATE INDEX assignments_by_unit ON assignments (unit_id);
ALTER TABLE plans DROP COLUMN version;
