-- oldest program: 3. One of level 3 leaves the days of a lamp as they are, and lists of the new one would go by them until they are
-- reckoned anew: a trigger forgets by which rules they were, so that the next tick reckons them.
-- the days on which a lamp changes by itself, so that a list can be asked for by its lamp
ALTER TABLE obligations ADD COLUMN yellow_on DATE;
ALTER TABLE obligations ADD COLUMN red_on DATE;
ALTER TABLE obligations ADD COLUMN off_on DATE;
-- by which rules they were reckoned; 0 where nobody has yet
ALTER TABLE obligations ADD COLUMN lamp_rev BIGINT NOT NULL DEFAULT 0;
CREATE INDEX obligations_unlit ON obligations (lamp_rev);
CREATE INDEX obligations_by_due ON obligations (due, id);
CREATE INDEX obligations_of_unit_by_due ON obligations (unit_id, due, id);
CREATE INDEX obligations_of_plan_by_due ON obligations (plan_id, due, id);
CREATE INDEX obligations_by_red ON obligations (red_on, id);

DROP TRIGGER obligations_dates_new;
DROP TRIGGER obligations_dates_changed;
CREATE TRIGGER obligations_dates_new BEFORE INSERT ON obligations WHEN
    NOT (NEW.due IS NULL OR (date(NEW.due, '+0 days') IS NEW.due AND NEW.due BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.original_due IS NULL OR (date(NEW.original_due, '+0 days') IS NEW.original_due AND NEW.original_due BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.redated_on IS NULL OR (date(NEW.redated_on, '+0 days') IS NEW.redated_on AND NEW.redated_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.answer_by IS NULL OR (date(NEW.answer_by, '+0 days') IS NEW.answer_by AND NEW.answer_by BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.acknowledged_at IS NULL OR (datetime(substr(NEW.acknowledged_at, 1, 19), '+0 seconds') IS substr(NEW.acknowledged_at, 1, 19) AND NEW.acknowledged_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.acknowledged_at, char(0)) = 0 AND (length(NEW.acknowledged_at) = 19 OR substr(NEW.acknowledged_at, 20) GLOB '.[0-9]*') AND substr(NEW.acknowledged_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.submitted_at IS NULL OR (datetime(substr(NEW.submitted_at, 1, 19), '+0 seconds') IS substr(NEW.submitted_at, 1, 19) AND NEW.submitted_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.submitted_at, char(0)) = 0 AND (length(NEW.submitted_at) = 19 OR substr(NEW.submitted_at, 20) GLOB '.[0-9]*') AND substr(NEW.submitted_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.closed_at IS NULL OR (datetime(substr(NEW.closed_at, 1, 19), '+0 seconds') IS substr(NEW.closed_at, 1, 19) AND NEW.closed_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.closed_at, char(0)) = 0 AND (length(NEW.closed_at) = 19 OR substr(NEW.closed_at, 20) GLOB '.[0-9]*') AND substr(NEW.closed_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.yellow_on IS NULL OR (date(NEW.yellow_on, '+0 days') IS NEW.yellow_on AND NEW.yellow_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.red_on IS NULL OR (date(NEW.red_on, '+0 days') IS NEW.red_on AND NEW.red_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.off_on IS NULL OR (date(NEW.off_on, '+0 days') IS NEW.off_on AND NEW.off_on BETWEEN '1899-12-31' AND '2200-12-31'))
BEGIN SELECT RAISE(ABORT, 'obligations: not a date from 1900 to 2200'); END;

CREATE TRIGGER obligations_dates_changed BEFORE UPDATE OF due, original_due, redated_on, answer_by, acknowledged_at, submitted_at, closed_at, created_at, yellow_on, red_on, off_on ON obligations WHEN
    (NEW.due IS NOT OLD.due AND NOT (NEW.due IS NULL OR (date(NEW.due, '+0 days') IS NEW.due AND NEW.due BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.original_due IS NOT OLD.original_due AND NOT (NEW.original_due IS NULL OR (date(NEW.original_due, '+0 days') IS NEW.original_due AND NEW.original_due BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.redated_on IS NOT OLD.redated_on AND NOT (NEW.redated_on IS NULL OR (date(NEW.redated_on, '+0 days') IS NEW.redated_on AND NEW.redated_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.answer_by IS NOT OLD.answer_by AND NOT (NEW.answer_by IS NULL OR (date(NEW.answer_by, '+0 days') IS NEW.answer_by AND NEW.answer_by BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.acknowledged_at IS NOT OLD.acknowledged_at AND NOT (NEW.acknowledged_at IS NULL OR (datetime(substr(NEW.acknowledged_at, 1, 19), '+0 seconds') IS substr(NEW.acknowledged_at, 1, 19) AND NEW.acknowledged_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.acknowledged_at, char(0)) = 0 AND (length(NEW.acknowledged_at) = 19 OR substr(NEW.acknowledged_at, 20) GLOB '.[0-9]*') AND substr(NEW.acknowledged_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.submitted_at IS NOT OLD.submitted_at AND NOT (NEW.submitted_at IS NULL OR (datetime(substr(NEW.submitted_at, 1, 19), '+0 seconds') IS substr(NEW.submitted_at, 1, 19) AND NEW.submitted_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.submitted_at, char(0)) = 0 AND (length(NEW.submitted_at) = 19 OR substr(NEW.submitted_at, 20) GLOB '.[0-9]*') AND substr(NEW.submitted_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.closed_at IS NOT OLD.closed_at AND NOT (NEW.closed_at IS NULL OR (datetime(substr(NEW.closed_at, 1, 19), '+0 seconds') IS substr(NEW.closed_at, 1, 19) AND NEW.closed_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.closed_at, char(0)) = 0 AND (length(NEW.closed_at) = 19 OR substr(NEW.closed_at, 20) GLOB '.[0-9]*') AND substr(NEW.closed_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.yellow_on IS NOT OLD.yellow_on AND NOT (NEW.yellow_on IS NULL OR (date(NEW.yellow_on, '+0 days') IS NEW.yellow_on AND NEW.yellow_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.red_on IS NOT OLD.red_on AND NOT (NEW.red_on IS NULL OR (date(NEW.red_on, '+0 days') IS NEW.red_on AND NEW.red_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.off_on IS NOT OLD.off_on AND NOT (NEW.off_on IS NULL OR (date(NEW.off_on, '+0 days') IS NEW.off_on AND NEW.off_on BETWEEN '1899-12-31' AND '2200-12-31')))
BEGIN SELECT RAISE(ABORT, 'obligations: not a date from 1900 to 2200'); END;

CREATE TRIGGER obligations_unlit_by_change AFTER UPDATE OF status, due, answer_by, submitted_at, percent, reported_period ON obligations
    WHEN NEW.lamp_rev = OLD.lamp_rev AND NEW.lamp_rev <> 0
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE id = NEW.id; END;

CREATE TRIGGER obligations_unlit_by_plan AFTER UPDATE OF assigned_on, cutoff_day ON plans
    WHEN NEW.assigned_on IS NOT OLD.assigned_on OR NEW.cutoff_day <> OLD.cutoff_day
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE plan_id = NEW.id; END;
