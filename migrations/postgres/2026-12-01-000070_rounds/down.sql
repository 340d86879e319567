DROP TRIGGER obligations_unlit_by_lost_round ON rounds;
DROP TRIGGER obligations_unlit_by_round ON rounds;
DROP FUNCTION unlight_plan_of_round;
DROP TRIGGER obligations_unlit_by_cadence ON obligations;
DROP TRIGGER obligations_unlit_by_plan ON plans;
DROP TRIGGER plans_dates_new ON plans;
DROP TRIGGER plans_dates_changed ON plans;
DROP INDEX reports_by_round;
ALTER TABLE reports DROP COLUMN round_id;
DROP TABLE rounds;
DROP INDEX obligations_alike;
CREATE INDEX obligations_alike ON obligations (plan_id, kind, unit_id, status, reported_period, due, answer_by);
ALTER TABLE obligations DROP COLUMN cadence;
ALTER TABLE measures DROP COLUMN cadence;
ALTER TABLE plans DROP COLUMN reports_from;
ALTER TABLE plans DROP COLUMN reports_on;
CREATE TRIGGER plans_dates_new BEFORE INSERT ON plans FOR EACH ROW WHEN (
    NOT (NEW.assigned_on BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.imported_at >= '1899-12-31' AND NEW.imported_at < '2201-01-01') OR
    NOT (NEW.activated_at >= '1899-12-31' AND NEW.activated_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER plans_dates_changed BEFORE UPDATE OF assigned_on, imported_at, activated_at ON plans FOR EACH ROW WHEN (
    (NEW.assigned_on IS DISTINCT FROM OLD.assigned_on AND NOT (NEW.assigned_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.imported_at IS DISTINCT FROM OLD.imported_at AND NOT (NEW.imported_at >= '1899-12-31' AND NEW.imported_at < '2201-01-01')) OR
    (NEW.activated_at IS DISTINCT FROM OLD.activated_at AND NOT (NEW.activated_at >= '1899-12-31' AND NEW.activated_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER obligations_unlit_by_plan AFTER UPDATE OF assigned_on, cutoff_day ON plans FOR EACH ROW
    WHEN (NEW.assigned_on IS DISTINCT FROM OLD.assigned_on OR NEW.cutoff_day <> OLD.cutoff_day) EXECUTE FUNCTION unlight_plan();
