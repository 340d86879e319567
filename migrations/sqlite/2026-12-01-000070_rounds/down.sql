DROP TRIGGER obligations_unlit_by_lost_round;
DROP TRIGGER obligations_unlit_by_round;
DROP TRIGGER obligations_unlit_by_cadence;
DROP TRIGGER obligations_unlit_by_plan;
DROP TRIGGER plans_dates_new;
DROP TRIGGER plans_dates_changed;
DROP TRIGGER rounds_dates_new;
DROP TRIGGER rounds_dates_changed;
DROP INDEX reports_by_round;
ALTER TABLE reports DROP COLUMN round_id;
DROP TABLE rounds;
DROP INDEX obligations_alike;
CREATE INDEX obligations_alike ON obligations (plan_id, kind, unit_id, status, reported_period, due, answer_by);
ALTER TABLE obligations DROP COLUMN cadence;
ALTER TABLE measures DROP COLUMN cadence;
ALTER TABLE plans DROP COLUMN reports_from;
ALTER TABLE plans DROP COLUMN reports_on;
CREATE TRIGGER plans_dates_new BEFORE INSERT ON plans WHEN
    NOT (NEW.assigned_on IS NULL OR (date(NEW.assigned_on, '+0 days') IS NEW.assigned_on AND NEW.assigned_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.imported_at IS NULL OR (datetime(substr(NEW.imported_at, 1, 19), '+0 seconds') IS substr(NEW.imported_at, 1, 19) AND NEW.imported_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.imported_at, char(0)) = 0 AND (length(NEW.imported_at) = 19 OR substr(NEW.imported_at, 20) GLOB '.[0-9]*') AND substr(NEW.imported_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.activated_at IS NULL OR (datetime(substr(NEW.activated_at, 1, 19), '+0 seconds') IS substr(NEW.activated_at, 1, 19) AND NEW.activated_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.activated_at, char(0)) = 0 AND (length(NEW.activated_at) = 19 OR substr(NEW.activated_at, 20) GLOB '.[0-9]*') AND substr(NEW.activated_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'plans: not a date from 1900 to 2200'); END;

CREATE TRIGGER plans_dates_changed BEFORE UPDATE OF assigned_on, imported_at, activated_at ON plans WHEN
    (NEW.assigned_on IS NOT OLD.assigned_on AND NOT (NEW.assigned_on IS NULL OR (date(NEW.assigned_on, '+0 days') IS NEW.assigned_on AND NEW.assigned_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.imported_at IS NOT OLD.imported_at AND NOT (NEW.imported_at IS NULL OR (datetime(substr(NEW.imported_at, 1, 19), '+0 seconds') IS substr(NEW.imported_at, 1, 19) AND NEW.imported_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.imported_at, char(0)) = 0 AND (length(NEW.imported_at) = 19 OR substr(NEW.imported_at, 20) GLOB '.[0-9]*') AND substr(NEW.imported_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.activated_at IS NOT OLD.activated_at AND NOT (NEW.activated_at IS NULL OR (datetime(substr(NEW.activated_at, 1, 19), '+0 seconds') IS substr(NEW.activated_at, 1, 19) AND NEW.activated_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.activated_at, char(0)) = 0 AND (length(NEW.activated_at) = 19 OR substr(NEW.activated_at, 20) GLOB '.[0-9]*') AND substr(NEW.activated_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'plans: not a date from 1900 to 2200'); END;

CREATE TRIGGER obligations_unlit_by_plan AFTER UPDATE OF assigned_on, cutoff_day ON plans
    WHEN NEW.assigned_on IS NOT OLD.assigned_on OR NEW.cutoff_day <> OLD.cutoff_day
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE plan_id = NEW.id; END;
