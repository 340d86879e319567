CREATE TABLE plans (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    title TEXT NOT NULL,
    year INTEGER NOT NULL,
    region TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'closed')),
    source_name TEXT NOT NULL,
    document TEXT NOT NULL,
    document_sha256 TEXT NOT NULL UNIQUE,
    -- day of the month by which the monthly report is due
    cutoff_day INTEGER NOT NULL,
    -- 交办 date: nothing is sent before it
    assigned_on DATE,
    imported_at TIMESTAMP NOT NULL,
    activated_at TIMESTAMP
);

CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    section TEXT NOT NULL,
    section_title TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (plan_id, position)
);

CREATE TABLE measures (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    task_id BIGINT NOT NULL REFERENCES tasks (id),
    number INTEGER NOT NULL,
    subtitle TEXT,
    text TEXT NOT NULL,
    notes TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL,
    UNIQUE (task_id, number)
);

CREATE TABLE assignments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    measure_id BIGINT NOT NULL REFERENCES measures (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL CHECK (role IN ('lead', 'support', 'responsible')),
    -- the order of the note: the first-listed lead reviews
    position INTEGER NOT NULL,
    -- as the note has it: 各设区市人民政府 for each of the fourteen
    written_as TEXT NOT NULL,
    -- true while a coordinator has not confirmed what the compiler proposed (相关设区市)
    proposed BOOLEAN NOT NULL,
    UNIQUE (measure_id, unit_id, role)
);
CREATE INDEX assignments_by_unit ON assignments (unit_id);

CREATE TABLE milestones (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    measure_id BIGINT NOT NULL REFERENCES measures (id),
    position INTEGER NOT NULL,
    phrase TEXT NOT NULL,
    due DATE,
    kind TEXT NOT NULL CHECK (kind IN ('deliverable', 'target', 'ongoing', 'conditional')),
    deliverable TEXT NOT NULL,
    -- as compiled, joined by 、: short city names, 各设区市, 相关设区市, 全区 or the subject as written
    owed_by TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL,
    UNIQUE (measure_id, position)
);

CREATE TABLE indicators (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    -- NULL for a target of the general part or of the annex
    measure_id BIGINT REFERENCES measures (id),
    -- the city of an annex row; NULL elsewhere
    unit_id BIGINT REFERENCES units (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('>=', '<=', '=', '>', '<', 'up', 'down')),
    value DOUBLE PRECISION,
    -- the upper end of a range
    value_to DOUBLE PRECISION,
    unit TEXT,
    qualifier TEXT,
    baseline TEXT,
    due DATE,
    scope TEXT NOT NULL,
    quote TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL
);
CREATE INDEX indicators_by_plan ON indicators (plan_id);
CREATE INDEX indicators_by_measure ON indicators (measure_id);

CREATE TABLE problems (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    position INTEGER NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
    message TEXT NOT NULL,
    quote TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL
);
CREATE INDEX problems_by_plan ON problems (plan_id);
