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

DROP TRIGGER obligations_dates_new ON obligations;
DROP TRIGGER obligations_dates_changed ON obligations;
CREATE TRIGGER obligations_dates_new BEFORE INSERT ON obligations FOR EACH ROW WHEN (
    NOT (NEW.due BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.original_due BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.redated_on BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.answer_by BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.acknowledged_at >= '1899-12-31' AND NEW.acknowledged_at < '2201-01-01') OR
    NOT (NEW.submitted_at >= '1899-12-31' AND NEW.submitted_at < '2201-01-01') OR
    NOT (NEW.closed_at >= '1899-12-31' AND NEW.closed_at < '2201-01-01') OR
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01') OR
    NOT (NEW.yellow_on BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.red_on BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.off_on BETWEEN '1899-12-31' AND '2200-12-31')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER obligations_dates_changed BEFORE UPDATE OF due, original_due, redated_on, answer_by, acknowledged_at, submitted_at, closed_at, created_at, yellow_on, red_on, off_on ON obligations FOR EACH ROW WHEN (
    (NEW.due IS DISTINCT FROM OLD.due AND NOT (NEW.due BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.original_due IS DISTINCT FROM OLD.original_due AND NOT (NEW.original_due BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.redated_on IS DISTINCT FROM OLD.redated_on AND NOT (NEW.redated_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.answer_by IS DISTINCT FROM OLD.answer_by AND NOT (NEW.answer_by BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.acknowledged_at IS DISTINCT FROM OLD.acknowledged_at AND NOT (NEW.acknowledged_at >= '1899-12-31' AND NEW.acknowledged_at < '2201-01-01')) OR
    (NEW.submitted_at IS DISTINCT FROM OLD.submitted_at AND NOT (NEW.submitted_at >= '1899-12-31' AND NEW.submitted_at < '2201-01-01')) OR
    (NEW.closed_at IS DISTINCT FROM OLD.closed_at AND NOT (NEW.closed_at >= '1899-12-31' AND NEW.closed_at < '2201-01-01')) OR
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')) OR
    (NEW.yellow_on IS DISTINCT FROM OLD.yellow_on AND NOT (NEW.yellow_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.red_on IS DISTINCT FROM OLD.red_on AND NOT (NEW.red_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.off_on IS DISTINCT FROM OLD.off_on AND NOT (NEW.off_on BETWEEN '1899-12-31' AND '2200-12-31'))
) EXECUTE FUNCTION refuse_date();

CREATE FUNCTION unlight() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.lamp_rev := 0; RETURN NEW; END $$;
CREATE TRIGGER obligations_unlit_by_change BEFORE UPDATE OF status, due, answer_by, submitted_at, percent, reported_period ON obligations
    FOR EACH ROW WHEN (NEW.lamp_rev = OLD.lamp_rev AND NEW.lamp_rev <> 0) EXECUTE FUNCTION unlight();

CREATE FUNCTION unlight_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE obligations SET lamp_rev = 0 WHERE plan_id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER obligations_unlit_by_plan AFTER UPDATE OF assigned_on, cutoff_day ON plans FOR EACH ROW
    WHEN (NEW.assigned_on IS DISTINCT FROM OLD.assigned_on OR NEW.cutoff_day <> OLD.cutoff_day) EXECUTE FUNCTION unlight_plan();
