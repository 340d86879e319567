-- oldest program: 3. One of level 3 reckons cut-offs by the calendar of the day and binds no report to a round: a plan that it hands out
-- has no day from which it asks for reports, and the next tick gives it one with its rounds; what it files counts by its month.
-- which month a report is about, seen from its cut-off
ALTER TABLE plans ADD COLUMN reports_on TEXT NOT NULL DEFAULT 'this_month';
-- cut-offs before this day ask nobody: the plan was handed out too short before; NULL until it is handed out, and where a program of
-- level 3 has handed it out
ALTER TABLE plans ADD COLUMN reports_from DATE;
-- how often a measure is reported on; on what is owed too, so that nothing is joined for it
ALTER TABLE measures ADD COLUMN cadence TEXT NOT NULL DEFAULT 'month';
ALTER TABLE obligations ADD COLUMN cadence TEXT NOT NULL DEFAULT 'month';
-- rounds of reporting: frozen when they open, so that no calendar that is edited later tells anew who was late
CREATE TABLE rounds (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    cadence TEXT NOT NULL,
    -- the month, or the last month of the time: 2024-06
    period TEXT NOT NULL,
    -- the first day on which a report answers it
    opens DATE NOT NULL,
    -- the last day on which one is in time
    cut_off DATE NOT NULL,
    -- the last day on which a late one answers it
    compiled_on DATE NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    UNIQUE (plan_id, cadence, period)
);
-- the round that a report answers; NULL where it answers none
ALTER TABLE reports ADD COLUMN round_id BIGINT REFERENCES rounds (id);
CREATE INDEX reports_by_round ON reports (round_id) WHERE round_id IS NOT NULL;
-- what is counted for a month's turnout is read from this index alone
DROP INDEX obligations_alike;
CREATE INDEX obligations_alike ON obligations (plan_id, kind, unit_id, status, reported_period, due, answer_by, cadence);

CREATE TRIGGER rounds_dates_new BEFORE INSERT ON rounds WHEN
    NOT (date(NEW.opens, '+0 days') IS NEW.opens AND NEW.opens BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (date(NEW.cut_off, '+0 days') IS NEW.cut_off AND NEW.cut_off BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (date(NEW.compiled_on, '+0 days') IS NEW.compiled_on AND NEW.compiled_on BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (datetime(substr(NEW.opened_at, 1, 19), '+0 seconds') IS substr(NEW.opened_at, 1, 19) AND NEW.opened_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.opened_at, char(0)) = 0 AND (length(NEW.opened_at) = 19 OR substr(NEW.opened_at, 20) GLOB '.[0-9]*') AND substr(NEW.opened_at, 21) NOT GLOB '*[^0-9]*')
BEGIN SELECT RAISE(ABORT, 'rounds: not a date from 1900 to 2200'); END;

CREATE TRIGGER rounds_dates_changed BEFORE UPDATE OF opens, cut_off, compiled_on, opened_at ON rounds WHEN
    (NEW.opens IS NOT OLD.opens AND NOT (date(NEW.opens, '+0 days') IS NEW.opens AND NEW.opens BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.cut_off IS NOT OLD.cut_off AND NOT (date(NEW.cut_off, '+0 days') IS NEW.cut_off AND NEW.cut_off BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.compiled_on IS NOT OLD.compiled_on AND NOT (date(NEW.compiled_on, '+0 days') IS NEW.compiled_on AND NEW.compiled_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.opened_at IS NOT OLD.opened_at AND NOT (datetime(substr(NEW.opened_at, 1, 19), '+0 seconds') IS substr(NEW.opened_at, 1, 19) AND NEW.opened_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.opened_at, char(0)) = 0 AND (length(NEW.opened_at) = 19 OR substr(NEW.opened_at, 20) GLOB '.[0-9]*') AND substr(NEW.opened_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'rounds: not a date from 1900 to 2200'); END;

DROP TRIGGER plans_dates_new;
DROP TRIGGER plans_dates_changed;
CREATE TRIGGER plans_dates_new BEFORE INSERT ON plans WHEN
    NOT (NEW.assigned_on IS NULL OR (date(NEW.assigned_on, '+0 days') IS NEW.assigned_on AND NEW.assigned_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.reports_from IS NULL OR (date(NEW.reports_from, '+0 days') IS NEW.reports_from AND NEW.reports_from BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.imported_at IS NULL OR (datetime(substr(NEW.imported_at, 1, 19), '+0 seconds') IS substr(NEW.imported_at, 1, 19) AND NEW.imported_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.imported_at, char(0)) = 0 AND (length(NEW.imported_at) = 19 OR substr(NEW.imported_at, 20) GLOB '.[0-9]*') AND substr(NEW.imported_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.activated_at IS NULL OR (datetime(substr(NEW.activated_at, 1, 19), '+0 seconds') IS substr(NEW.activated_at, 1, 19) AND NEW.activated_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.activated_at, char(0)) = 0 AND (length(NEW.activated_at) = 19 OR substr(NEW.activated_at, 20) GLOB '.[0-9]*') AND substr(NEW.activated_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'plans: not a date from 1900 to 2200'); END;

CREATE TRIGGER plans_dates_changed BEFORE UPDATE OF assigned_on, reports_from, imported_at, activated_at ON plans WHEN
    (NEW.assigned_on IS NOT OLD.assigned_on AND NOT (NEW.assigned_on IS NULL OR (date(NEW.assigned_on, '+0 days') IS NEW.assigned_on AND NEW.assigned_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.reports_from IS NOT OLD.reports_from AND NOT (NEW.reports_from IS NULL OR (date(NEW.reports_from, '+0 days') IS NEW.reports_from AND NEW.reports_from BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.imported_at IS NOT OLD.imported_at AND NOT (NEW.imported_at IS NULL OR (datetime(substr(NEW.imported_at, 1, 19), '+0 seconds') IS substr(NEW.imported_at, 1, 19) AND NEW.imported_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.imported_at, char(0)) = 0 AND (length(NEW.imported_at) = 19 OR substr(NEW.imported_at, 20) GLOB '.[0-9]*') AND substr(NEW.imported_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.activated_at IS NOT OLD.activated_at AND NOT (NEW.activated_at IS NULL OR (datetime(substr(NEW.activated_at, 1, 19), '+0 seconds') IS substr(NEW.activated_at, 1, 19) AND NEW.activated_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.activated_at, char(0)) = 0 AND (length(NEW.activated_at) = 19 OR substr(NEW.activated_at, 20) GLOB '.[0-9]*') AND substr(NEW.activated_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'plans: not a date from 1900 to 2200'); END;

-- what a lamp is reckoned from: its rounds and its cadence too
DROP TRIGGER obligations_unlit_by_plan;
CREATE TRIGGER obligations_unlit_by_plan AFTER UPDATE OF assigned_on, cutoff_day, reports_on, reports_from ON plans
    WHEN NEW.assigned_on IS NOT OLD.assigned_on OR NEW.cutoff_day <> OLD.cutoff_day OR NEW.reports_on <> OLD.reports_on
        OR NEW.reports_from IS NOT OLD.reports_from
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE plan_id = NEW.id; END;
CREATE TRIGGER obligations_unlit_by_cadence AFTER UPDATE OF cadence ON obligations WHEN NEW.cadence <> OLD.cadence AND NEW.lamp_rev <> 0
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE id = NEW.id; END;
CREATE TRIGGER obligations_unlit_by_round AFTER UPDATE OF period, cut_off ON rounds
    WHEN NEW.period <> OLD.period OR NEW.cut_off IS NOT OLD.cut_off
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE plan_id = NEW.plan_id; END;
CREATE TRIGGER obligations_unlit_by_lost_round AFTER DELETE ON rounds
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE plan_id = OLD.plan_id; END;
