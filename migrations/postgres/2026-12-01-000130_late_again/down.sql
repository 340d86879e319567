DROP TRIGGER obligations_unlit_by_change ON obligations;
CREATE TRIGGER obligations_unlit_by_change BEFORE UPDATE OF status, claimed_not_applicable, due, answer_by, submitted_at, percent, reported_period ON obligations
    FOR EACH ROW WHEN (NEW.lamp_rev = OLD.lamp_rev AND NEW.lamp_rev <> 0) EXECUTE FUNCTION unlight();
