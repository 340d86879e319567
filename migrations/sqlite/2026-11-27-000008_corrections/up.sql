-- grows with every change of a draft: a confirmation that saw an older one is refused
ALTER TABLE plans ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- a unit that guides (指导) sees the measure and owes nothing; SQLite widens no check in place, and nothing refers to this table
CREATE TABLE assignments_with_guides (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    measure_id BIGINT NOT NULL REFERENCES measures (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL CHECK (role IN ('lead', 'support', 'responsible', 'guide')),
    position INTEGER NOT NULL,
    written_as TEXT NOT NULL,
    proposed BOOLEAN NOT NULL,
    UNIQUE (measure_id, unit_id, role)
);
INSERT INTO assignments_with_guides (id, measure_id, unit_id, role, position, written_as, proposed)
    SELECT id, measure_id, unit_id, role, position, written_as, proposed FROM assignments;
DROP TABLE assignments;
ALTER TABLE assignments_with_guides RENAME TO assignments;
CREATE INDEX assignments_by_unit ON assignments (unit_id);

-- what of the document belongs to no measure, and what a coordinator has made of it
CREATE TABLE leftovers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    -- the task in front of it; NULL before the first one
    task_id BIGINT REFERENCES tasks (id),
    quote TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL,
    -- the measure that was made of it
    measure_id BIGINT REFERENCES measures (id),
    -- why it is no measure, where it was one
    reason TEXT,
    settled_at TIMESTAMP
);
CREATE INDEX leftovers_by_plan ON leftovers (plan_id);
