DROP TRIGGER obligations_unlit_by_change;
CREATE TRIGGER obligations_unlit_by_change AFTER UPDATE OF status, due, answer_by, submitted_at, percent, reported_period ON obligations
    WHEN NEW.lamp_rev = OLD.lamp_rev AND NEW.lamp_rev <> 0
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE id = NEW.id; END;
DROP INDEX obligations_alike;
DROP INDEX obligations_tallied;
CREATE INDEX obligations_alike ON obligations (plan_id, kind, unit_id, status, reported_period, due, answer_by, cadence);
CREATE INDEX obligations_tallied ON obligations (plan_id, kind, status, stage, came_late, long_range, due, answer_by, id);
