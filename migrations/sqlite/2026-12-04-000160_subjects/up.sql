-- oldest program: 5. One of level 4 records calls and proposals without saying in columns what they are about.
-- 电话记录 and 督办措施建议 are about the same as notices: an obligation, or a unit's month
CREATE TABLE calls_about (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    obligation_id BIGINT REFERENCES obligations (id),
    due_rev INTEGER NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    spoke_with TEXT NOT NULL,
    phone TEXT,
    answer TEXT NOT NULL,
    called_at TIMESTAMP NOT NULL,
    once_key TEXT,
    -- what it is about, as in notices: a kind, and beside plan and obligation a unit and a span of time
    subject TEXT NOT NULL,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    about_unit_id BIGINT NOT NULL DEFAULT 0,
    about_span TEXT NOT NULL DEFAULT '',
    CHECK (obligation_id IS NOT NULL OR subject <> 'obligation')
);
INSERT INTO calls_about (id, subject, plan_id, obligation_id, due_rev, person_id, spoke_with, phone, answer, called_at, once_key)
    SELECT c.id, 'obligation', o.plan_id, c.obligation_id, c.due_rev, c.person_id, c.spoke_with, c.phone, c.answer, c.called_at, c.once_key
    FROM calls AS c JOIN obligations AS o ON o.id = c.obligation_id;
DROP TABLE calls;
ALTER TABLE calls_about RENAME TO calls;
CREATE INDEX calls_by_obligation ON calls (obligation_id);
CREATE INDEX calls_of_matters ON calls (plan_id, about_unit_id, subject, about_span) WHERE obligation_id IS NULL;
CREATE UNIQUE INDEX calls_once ON calls (once_key);
CREATE TRIGGER calls_dates_new BEFORE INSERT ON calls WHEN
    NOT (NEW.called_at IS NULL OR (datetime(substr(NEW.called_at, 1, 19), '+0 seconds') IS substr(NEW.called_at, 1, 19) AND NEW.called_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.called_at, char(0)) = 0 AND (length(NEW.called_at) = 19 OR substr(NEW.called_at, 20) GLOB '.[0-9]*') AND substr(NEW.called_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'calls: not a date from 1900 to 2200'); END;
CREATE TRIGGER calls_dates_changed BEFORE UPDATE OF called_at ON calls WHEN
    (NEW.called_at IS NOT OLD.called_at AND NOT (NEW.called_at IS NULL OR (datetime(substr(NEW.called_at, 1, 19), '+0 seconds') IS substr(NEW.called_at, 1, 19) AND NEW.called_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.called_at, char(0)) = 0 AND (length(NEW.called_at) = 19 OR substr(NEW.called_at, 20) GLOB '.[0-9]*') AND substr(NEW.called_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'calls: not a date from 1900 to 2200'); END;

CREATE TABLE proposals_about (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    obligation_id BIGINT REFERENCES obligations (id),
    due_rev INTEGER NOT NULL,
    rung TEXT NOT NULL,
    -- what may be chosen, joined by 、
    options TEXT NOT NULL,
    proposed_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
    -- what was chosen
    choice TEXT,
    remark TEXT,
    decided_by BIGINT REFERENCES people (id),
    decided_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    proposed_by BIGINT REFERENCES people (id),
    reason TEXT,
    -- what it is about, as in notices: a kind, and beside plan and obligation a unit and a span of time
    subject TEXT NOT NULL,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    about_unit_id BIGINT NOT NULL DEFAULT 0,
    about_span TEXT NOT NULL DEFAULT '',
    UNIQUE (obligation_id, due_rev, rung),
    CHECK (obligation_id IS NOT NULL OR subject <> 'obligation')
);
INSERT INTO proposals_about (id, subject, plan_id, obligation_id, due_rev, rung, options, proposed_on, state, choice, remark, decided_by, decided_at, created_at, proposed_by, reason)
    SELECT p.id, 'obligation', o.plan_id, p.obligation_id, p.due_rev, p.rung, p.options, p.proposed_on, p.state, p.choice, p.remark, p.decided_by, p.decided_at, p.created_at, p.proposed_by, p.reason
    FROM proposals AS p JOIN obligations AS o ON o.id = p.obligation_id;
DROP TABLE proposals;
ALTER TABLE proposals_about RENAME TO proposals;
CREATE UNIQUE INDEX proposals_open_once ON proposals (obligation_id, due_rev, options)
    WHERE state = 'proposed' AND proposed_by IS NOT NULL;
CREATE UNIQUE INDEX proposals_of_matters ON proposals (plan_id, about_unit_id, subject, about_span, rung) WHERE obligation_id IS NULL;
CREATE INDEX proposals_by_state ON proposals (state, obligation_id, due_rev);
CREATE TRIGGER proposals_dates_new BEFORE INSERT ON proposals WHEN
    NOT (NEW.proposed_on IS NULL OR (date(NEW.proposed_on, '+0 days') IS NEW.proposed_on AND NEW.proposed_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'proposals: not a date from 1900 to 2200'); END;
CREATE TRIGGER proposals_dates_changed BEFORE UPDATE OF proposed_on, decided_at, created_at ON proposals WHEN
    (NEW.proposed_on IS NOT OLD.proposed_on AND NOT (NEW.proposed_on IS NULL OR (date(NEW.proposed_on, '+0 days') IS NEW.proposed_on AND NEW.proposed_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.decided_at IS NOT OLD.decided_at AND NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'proposals: not a date from 1900 to 2200'); END;
UPDATE compatibility SET oldest_program = 5;
