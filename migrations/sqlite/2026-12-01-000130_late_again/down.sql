DROP TRIGGER obligations_unlit_by_change;
CREATE TRIGGER obligations_unlit_by_change AFTER UPDATE OF status, claimed_not_applicable, due, answer_by, submitted_at, percent, reported_period ON obligations
    WHEN NEW.lamp_rev = OLD.lamp_rev AND NEW.lamp_rev <> 0
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE id = NEW.id; END;
