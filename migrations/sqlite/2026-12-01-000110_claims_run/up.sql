-- oldest program: 3. One of level 3 takes what is claimed to be 不涉及 for handed in, as before; the days of its lamps are reckoned anew
-- by whichever program ticks next, each by its own rules, and nothing else of it is stored.
-- a claim of 不涉及 stops no clock until it is confirmed: counts ask for it, so it stands in their indexes, and a lamp depends on it
DROP INDEX obligations_alike;
DROP INDEX obligations_tallied;
CREATE INDEX obligations_alike ON obligations (plan_id, kind, unit_id, status, claimed_not_applicable, reported_period, due, answer_by, cadence);
CREATE INDEX obligations_tallied ON obligations (plan_id, kind, status, stage, came_late, claimed_not_applicable, long_range, due, answer_by, id);
-- who only claimed has handed nothing in late
UPDATE obligations SET came_late = FALSE WHERE claimed_not_applicable AND status = 'submitted' AND NOT EXISTS (
    SELECT 1 FROM reports WHERE reports.obligation_id = obligations.id AND reports.submitted_at IS NOT NULL
);
DROP TRIGGER obligations_unlit_by_change;
CREATE TRIGGER obligations_unlit_by_change AFTER UPDATE OF status, claimed_not_applicable, due, answer_by, submitted_at, percent, reported_period ON obligations
    WHEN NEW.lamp_rev = OLD.lamp_rev AND NEW.lamp_rev <> 0
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE id = NEW.id; END;
