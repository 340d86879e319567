DROP TRIGGER obligations_unlit_by_plan ON plans;
DROP FUNCTION unlight_plan;
DROP TRIGGER obligations_unlit_by_change ON obligations;
DROP FUNCTION unlight;
DROP TRIGGER obligations_dates_new ON obligations;
DROP TRIGGER obligations_dates_changed ON obligations;
DROP INDEX obligations_unlit;
DROP INDEX obligations_by_due;
DROP INDEX obligations_of_unit_by_due;
DROP INDEX obligations_of_plan_by_due;
DROP INDEX obligations_by_red;
ALTER TABLE obligations DROP COLUMN lamp_rev;
ALTER TABLE obligations DROP COLUMN off_on;
ALTER TABLE obligations DROP COLUMN red_on;
ALTER TABLE obligations DROP COLUMN yellow_on;
CREATE TRIGGER obligations_dates_new BEFORE INSERT ON obligations FOR EACH ROW WHEN (
    NOT (NEW.due BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.original_due BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.redated_on BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.answer_by BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.acknowledged_at >= '1899-12-31' AND NEW.acknowledged_at < '2201-01-01') OR
    NOT (NEW.submitted_at >= '1899-12-31' AND NEW.submitted_at < '2201-01-01') OR
    NOT (NEW.closed_at >= '1899-12-31' AND NEW.closed_at < '2201-01-01') OR
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER obligations_dates_changed BEFORE UPDATE OF due, original_due, redated_on, answer_by, acknowledged_at, submitted_at, closed_at, created_at ON obligations FOR EACH ROW WHEN (
    (NEW.due IS DISTINCT FROM OLD.due AND NOT (NEW.due BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.original_due IS DISTINCT FROM OLD.original_due AND NOT (NEW.original_due BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.redated_on IS DISTINCT FROM OLD.redated_on AND NOT (NEW.redated_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.answer_by IS DISTINCT FROM OLD.answer_by AND NOT (NEW.answer_by BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.acknowledged_at IS DISTINCT FROM OLD.acknowledged_at AND NOT (NEW.acknowledged_at >= '1899-12-31' AND NEW.acknowledged_at < '2201-01-01')) OR
    (NEW.submitted_at IS DISTINCT FROM OLD.submitted_at AND NOT (NEW.submitted_at >= '1899-12-31' AND NEW.submitted_at < '2201-01-01')) OR
    (NEW.closed_at IS DISTINCT FROM OLD.closed_at AND NOT (NEW.closed_at >= '1899-12-31' AND NEW.closed_at < '2201-01-01')) OR
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();
