-- oldest program: 3. One of level 3 reckons lamps by its own rules and leaves came_late as it is where it stands already.
-- what came late stays late though it was asked for anew: its lamp depends on that
DROP TRIGGER obligations_unlit_by_change ON obligations;
CREATE TRIGGER obligations_unlit_by_change BEFORE UPDATE OF status, claimed_not_applicable, due, answer_by, submitted_at, came_late, percent, reported_period ON obligations
    FOR EACH ROW WHEN (NEW.lamp_rev = OLD.lamp_rev AND NEW.lamp_rev <> 0) EXECUTE FUNCTION unlight();
