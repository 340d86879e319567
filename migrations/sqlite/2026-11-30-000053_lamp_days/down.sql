DROP TRIGGER obligations_unlit_by_plan;
DROP TRIGGER obligations_unlit_by_change;
DROP TRIGGER obligations_dates_new;
DROP TRIGGER obligations_dates_changed;
DROP INDEX obligations_unlit;
DROP INDEX obligations_by_due;
DROP INDEX obligations_of_unit_by_due;
DROP INDEX obligations_of_plan_by_due;
DROP INDEX obligations_by_red;
ALTER TABLE obligations DROP COLUMN lamp_rev;
ALTER TABLE obligations DROP COLUMN off_on;
ALTER TABLE obligations DROP COLUMN red_on;
ALTER TABLE obligations DROP COLUMN yellow_on;
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
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'obligations: not a date from 1900 to 2200'); END;

CREATE TRIGGER obligations_dates_changed BEFORE UPDATE OF due, original_due, redated_on, answer_by, acknowledged_at, submitted_at, closed_at, created_at ON obligations WHEN
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
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'obligations: not a date from 1900 to 2200'); END;
