-- oldest program: 3. One of level 3 looks at every plan each minute and knows nothing of these rows: what it writes marks them by the
-- triggers, and what it queues is sealed at once.
-- 督办日程: when the clock next has work with a plan, the reports of a unit or an obligation; a hint, the rules decide
CREATE TABLE agenda (
    plan_id BIGINT NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    -- 0: the plan as a whole
    unit_id BIGINT NOT NULL,
    -- 0: all reports of the unit
    obligation_id BIGINT NOT NULL,
    -- the first day; 1900-01-01 where it was changed since and nobody has looked; NULL where there is no work as long as nothing is done
    next_on DATE,
    -- the revision of dates whose notice is on its way: until it has arrived there is no work, whatever the day
    waits_for INTEGER,
    -- by which rules: a lower number than that of today is looked at again
    rules_rev BIGINT NOT NULL,
    PRIMARY KEY (plan_id, unit_id, obligation_id)
);
CREATE INDEX agenda_by_day ON agenda (next_on, plan_id);
CREATE INDEX agenda_by_rules ON agenda (rules_rev, plan_id);
-- what a unit or a plan was told, and not about one obligation
CREATE INDEX notices_of_matters ON notices (plan_id, subject) WHERE obligation_id IS NULL;

INSERT INTO agenda (plan_id, unit_id, obligation_id, next_on, rules_rev) SELECT id, 0, 0, DATE '1900-01-01', 0 FROM plans;
INSERT INTO agenda (plan_id, unit_id, obligation_id, next_on, rules_rev) SELECT DISTINCT plan_id, unit_id, 0, DATE '1900-01-01', 0 FROM obligations;
INSERT INTO agenda (plan_id, unit_id, obligation_id, next_on, rules_rev) SELECT plan_id, unit_id, id, DATE '1900-01-01', 0 FROM obligations;

CREATE TRIGGER agenda_dates_new BEFORE INSERT ON agenda FOR EACH ROW WHEN (
    NOT (NEW.next_on BETWEEN '1899-12-31' AND '2200-12-31')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER agenda_dates_changed BEFORE UPDATE OF next_on ON agenda FOR EACH ROW WHEN (
    (NEW.next_on IS DISTINCT FROM OLD.next_on AND NOT (NEW.next_on BETWEEN '1899-12-31' AND '2200-12-31'))
) EXECUTE FUNCTION refuse_date();

-- whatever changes what the rules go by, by whomever, is looked at by the next tick
CREATE FUNCTION agenda_of_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO agenda (plan_id, unit_id, obligation_id, next_on, rules_rev) VALUES (NEW.id, 0, 0, '1900-01-01', 0) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_of_plan AFTER INSERT ON plans FOR EACH ROW EXECUTE FUNCTION agenda_of_plan();
CREATE FUNCTION agenda_by_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agenda SET next_on = '1900-01-01', waits_for = NULL WHERE plan_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_by_plan AFTER UPDATE OF state, assigned_on, cutoff_day, reports_on, reports_from ON plans FOR EACH ROW
    WHEN (NEW.state <> OLD.state OR NEW.assigned_on IS DISTINCT FROM OLD.assigned_on OR NEW.cutoff_day <> OLD.cutoff_day
        OR NEW.reports_on <> OLD.reports_on OR NEW.reports_from IS DISTINCT FROM OLD.reports_from) EXECUTE FUNCTION agenda_by_plan();
CREATE FUNCTION agenda_by_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agenda SET next_on = '1900-01-01', waits_for = NULL WHERE plan_id = OLD.plan_id;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_by_round AFTER UPDATE OF period, opens, cut_off ON rounds FOR EACH ROW
    WHEN (NEW.period <> OLD.period OR NEW.opens IS DISTINCT FROM OLD.opens OR NEW.cut_off IS DISTINCT FROM OLD.cut_off)
    EXECUTE FUNCTION agenda_by_round();
CREATE TRIGGER agenda_by_lost_round AFTER DELETE ON rounds FOR EACH ROW EXECUTE FUNCTION agenda_by_round();

CREATE FUNCTION agenda_of_obligation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO agenda (plan_id, unit_id, obligation_id, next_on, rules_rev)
        VALUES (NEW.plan_id, NEW.unit_id, NEW.id, '1900-01-01', 0), (NEW.plan_id, NEW.unit_id, 0, '1900-01-01', 0), (NEW.plan_id, 0, 0, '1900-01-01', 0)
        ON CONFLICT (plan_id, unit_id, obligation_id) DO UPDATE SET next_on = '1900-01-01', waits_for = NULL
        WHERE agenda.next_on IS DISTINCT FROM '1900-01-01';
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_of_obligation AFTER INSERT ON obligations FOR EACH ROW EXECUTE FUNCTION agenda_of_obligation();
CREATE FUNCTION agenda_by_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agenda SET next_on = '1900-01-01', waits_for = NULL
        WHERE plan_id = NEW.plan_id AND unit_id = NEW.unit_id AND obligation_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_by_change AFTER UPDATE OF kind, status, awaiting, claimed_not_applicable, due, answer_by, due_rev, redated_on, submitted_at,
    reported_period, cadence, measure_id ON obligations FOR EACH ROW EXECUTE FUNCTION agenda_by_change();
CREATE FUNCTION agenda_of_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM agenda WHERE plan_id = OLD.plan_id AND unit_id = OLD.unit_id AND obligation_id = OLD.id;
    INSERT INTO agenda (plan_id, unit_id, obligation_id, next_on, rules_rev)
        VALUES (NEW.plan_id, NEW.unit_id, NEW.id, '1900-01-01', 0), (NEW.plan_id, NEW.unit_id, 0, '1900-01-01', 0)
        ON CONFLICT (plan_id, unit_id, obligation_id) DO UPDATE SET next_on = '1900-01-01', waits_for = NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_of_moved AFTER UPDATE OF plan_id, unit_id ON obligations FOR EACH ROW
    WHEN (NEW.plan_id <> OLD.plan_id OR NEW.unit_id <> OLD.unit_id) EXECUTE FUNCTION agenda_of_moved();
CREATE FUNCTION agenda_of_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM agenda WHERE plan_id = OLD.plan_id AND unit_id = OLD.unit_id AND obligation_id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_of_gone AFTER DELETE ON obligations FOR EACH ROW EXECUTE FUNCTION agenda_of_gone();

-- what was told and is not known any more is told again
CREATE FUNCTION agenda_by_lost_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agenda SET next_on = '1900-01-01', waits_for = NULL
        WHERE plan_id = OLD.plan_id AND (obligation_id = 0 OR obligation_id = OLD.obligation_id);
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_by_lost_notice AFTER DELETE ON notices FOR EACH ROW EXECUTE FUNCTION agenda_by_lost_notice();

-- who leads a measure is told of what is late under it, and how strict the ladder is depends on who owes
CREATE FUNCTION agenda_by_assigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agenda SET next_on = '1900-01-01', waits_for = NULL WHERE (plan_id, unit_id, obligation_id) IN
        (SELECT plan_id, unit_id, id FROM obligations WHERE measure_id = NEW.measure_id);
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_by_assigned AFTER INSERT OR UPDATE OF unit_id, role, position ON assignments FOR EACH ROW EXECUTE FUNCTION agenda_by_assigned();
CREATE FUNCTION agenda_by_unassigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agenda SET next_on = '1900-01-01', waits_for = NULL WHERE (plan_id, unit_id, obligation_id) IN
        (SELECT plan_id, unit_id, id FROM obligations WHERE measure_id = OLD.measure_id);
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_by_unassigned AFTER DELETE ON assignments FOR EACH ROW EXECUTE FUNCTION agenda_by_unassigned();
CREATE FUNCTION agenda_by_class() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agenda SET next_on = '1900-01-01', waits_for = NULL WHERE (plan_id, unit_id, obligation_id) IN
        (SELECT plan_id, unit_id, id FROM obligations WHERE unit_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_by_class AFTER UPDATE OF class ON units FOR EACH ROW WHEN (NEW.class <> OLD.class) EXECUTE FUNCTION agenda_by_class();
-- the office is told of what nobody answers: another one is another rule for all
CREATE TRIGGER agenda_by_office AFTER UPDATE OF coordinating ON units FOR EACH ROW WHEN (NEW.coordinating <> OLD.coordinating)
    EXECUTE FUNCTION rules_changed();
CREATE TRIGGER agenda_by_new_office AFTER INSERT ON units FOR EACH ROW WHEN (NEW.coordinating) EXECUTE FUNCTION rules_changed();

-- 封存: the mail of a day leaves once the round of the clock that put it together is over; what others write is whole when it is written
ALTER TABLE mails ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT TRUE;
CREATE INDEX mails_unsealed ON mails (id) WHERE NOT sealed;
