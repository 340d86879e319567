CREATE TABLE obligations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    measure_id BIGINT NOT NULL REFERENCES measures (id),
    -- NULL for a standing obligation
    milestone_id BIGINT REFERENCES milestones (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL CHECK (kind IN ('standing', 'dated')),
    deliverable TEXT NOT NULL,
    due DATE NOT NULL,
    -- never changes: an extension leaves it visible
    original_due DATE NOT NULL,
    -- grows on extension or return; part of every notice's key
    due_rev INTEGER NOT NULL DEFAULT 0,
    -- the day due_rev last grew
    redated_on DATE,
    -- 退回补充: the date for the answer
    answer_by DATE,
    status TEXT NOT NULL CHECK (status IN ('assigned', 'acknowledged', 'submitted', 'returned', 'not_applicable', 'suspended', 'cancelled', 'closed')),
    awaiting TEXT CHECK (awaiting IN ('lead', 'coordinator')),
    -- what is under review is a claim of 不涉及
    claimed_not_applicable BOOLEAN NOT NULL DEFAULT FALSE,
    -- 牵头单位未反馈: the last submission passed the lead by
    lead_silent BOOLEAN NOT NULL DEFAULT FALSE,
    -- due after the plan year: tracked, outside the year's counts
    long_range BOOLEAN NOT NULL,
    stage TEXT CHECK (stage IN ('not_started', 'in_progress', 'mostly_done', 'done')),
    -- only where a report gives done of total
    percent INTEGER,
    -- the latest month a report was handed in for
    reported_period TEXT,
    acknowledged_at TIMESTAMP,
    submitted_at TIMESTAMP,
    submitted_by BIGINT REFERENCES people (id),
    closed_at TIMESTAMP,
    -- grows with every write; a stale one is refused
    version INTEGER NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    CHECK ((kind = 'dated') = (milestone_id IS NOT NULL)),
    CHECK ((status = 'submitted') = (awaiting IS NOT NULL))
);
CREATE UNIQUE INDEX obligations_standing_once ON obligations (measure_id, unit_id) WHERE milestone_id IS NULL;
CREATE UNIQUE INDEX obligations_dated_once ON obligations (milestone_id, unit_id) WHERE milestone_id IS NOT NULL;
CREATE INDEX obligations_by_unit ON obligations (unit_id, due);
CREATE INDEX obligations_by_plan ON obligations (plan_id, due, id);
CREATE INDEX obligations_by_measure ON obligations (measure_id);

-- a standing or dated duty's 进展情况, one row a report; drafts are overwritten, submitted ones never
CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    obligation_id BIGINT NOT NULL REFERENCES obligations (id),
    -- the month reported on: 2024-06
    period TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('not_started', 'in_progress', 'mostly_done', 'done')),
    progress TEXT NOT NULL,
    figures TEXT NOT NULL,
    done_count INTEGER,
    total_count INTEGER,
    problems TEXT NOT NULL,
    help_needed TEXT NOT NULL,
    next_steps TEXT NOT NULL,
    evidence TEXT NOT NULL,
    -- 无新进展
    no_change BOOLEAN NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    -- NULL while it is a draft
    submitted_at TIMESTAMP
);
CREATE INDEX reports_by_obligation ON reports (obligation_id, id);

-- what was done, by whom, why: the history of an item and the trail of everyone
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    at TIMESTAMP NOT NULL,
    -- NULL for the system itself
    person_id BIGINT REFERENCES people (id),
    -- name and unit as they were: old names stay in the history
    actor TEXT NOT NULL,
    actor_unit TEXT,
    verb TEXT NOT NULL,
    object TEXT NOT NULL,
    object_id BIGINT NOT NULL,
    obligation_id BIGINT REFERENCES obligations (id),
    -- the reason or remark that was given
    remark TEXT,
    -- what changed, as JSON
    detail TEXT NOT NULL
);
CREATE INDEX audit_by_obligation ON audit (obligation_id, id);
CREATE INDEX audit_by_object ON audit (object, object_id);

-- a recorded telephone call counts as the notice
CREATE TABLE calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    obligation_id BIGINT NOT NULL REFERENCES obligations (id),
    due_rev INTEGER NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    spoke_with TEXT NOT NULL,
    phone TEXT,
    answer TEXT NOT NULL,
    called_at TIMESTAMP NOT NULL
);
CREATE INDEX calls_by_obligation ON calls (obligation_id);
