-- where a date stood that nobody can read: the day before 1900 stands there now, and here what it was
CREATE TABLE unreadable_dates (
    table_name TEXT NOT NULL,
    -- 0 where the rows of that table are known by no number
    row_id BIGINT NOT NULL,
    column_name TEXT NOT NULL,
    -- as it stood there
    value TEXT NOT NULL,
    PRIMARY KEY (table_name, row_id, column_name)
);

-- What is no date (on SQLite any text, on PostgreSQL 'infinity') or one of another age is refused where it is written. A row
-- that has one already can still be changed in its other columns.
CREATE FUNCTION refuse_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: not a date from 1900 to 2200', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER units_dates_new BEFORE INSERT ON units FOR EACH ROW WHEN (
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER units_dates_changed BEFORE UPDATE OF created_at ON units FOR EACH ROW WHEN (
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER people_dates_new BEFORE INSERT ON people FOR EACH ROW WHEN (
    NOT (NEW.disabled_at >= '1899-12-31' AND NEW.disabled_at < '2201-01-01') OR
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER people_dates_changed BEFORE UPDATE OF disabled_at, created_at ON people FOR EACH ROW WHEN (
    (NEW.disabled_at IS DISTINCT FROM OLD.disabled_at AND NOT (NEW.disabled_at >= '1899-12-31' AND NEW.disabled_at < '2201-01-01')) OR
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER posts_dates_new BEFORE INSERT ON posts FOR EACH ROW WHEN (
    NOT (NEW.since BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.until BETWEEN '1899-12-31' AND '2200-12-31')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER posts_dates_changed BEFORE UPDATE OF since, until ON posts FOR EACH ROW WHEN (
    (NEW.since IS DISTINCT FROM OLD.since AND NOT (NEW.since BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.until IS DISTINCT FROM OLD.until AND NOT (NEW.until BETWEEN '1899-12-31' AND '2200-12-31'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER sign_in_links_dates_new BEFORE INSERT ON sign_in_links FOR EACH ROW WHEN (
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01') OR
    NOT (NEW.expires_at >= '1899-12-31' AND NEW.expires_at < '2201-01-01') OR
    NOT (NEW.used_at >= '1899-12-31' AND NEW.used_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER sign_in_links_dates_changed BEFORE UPDATE OF created_at, expires_at, used_at ON sign_in_links FOR EACH ROW WHEN (
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')) OR
    (NEW.expires_at IS DISTINCT FROM OLD.expires_at AND NOT (NEW.expires_at >= '1899-12-31' AND NEW.expires_at < '2201-01-01')) OR
    (NEW.used_at IS DISTINCT FROM OLD.used_at AND NOT (NEW.used_at >= '1899-12-31' AND NEW.used_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER sessions_dates_new BEFORE INSERT ON sessions FOR EACH ROW WHEN (
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01') OR
    NOT (NEW.last_seen_at >= '1899-12-31' AND NEW.last_seen_at < '2201-01-01') OR
    NOT (NEW.expires_at >= '1899-12-31' AND NEW.expires_at < '2201-01-01') OR
    NOT (NEW.ended_at >= '1899-12-31' AND NEW.ended_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER sessions_dates_changed BEFORE UPDATE OF created_at, last_seen_at, expires_at, ended_at ON sessions FOR EACH ROW WHEN (
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')) OR
    (NEW.last_seen_at IS DISTINCT FROM OLD.last_seen_at AND NOT (NEW.last_seen_at >= '1899-12-31' AND NEW.last_seen_at < '2201-01-01')) OR
    (NEW.expires_at IS DISTINCT FROM OLD.expires_at AND NOT (NEW.expires_at >= '1899-12-31' AND NEW.expires_at < '2201-01-01')) OR
    (NEW.ended_at IS DISTINCT FROM OLD.ended_at AND NOT (NEW.ended_at >= '1899-12-31' AND NEW.ended_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER sign_in_tries_dates_new BEFORE INSERT ON sign_in_tries FOR EACH ROW WHEN (
    NOT (NEW.since >= '1899-12-31' AND NEW.since < '2201-01-01') OR
    NOT (NEW.last_at >= '1899-12-31' AND NEW.last_at < '2201-01-01') OR
    NOT (NEW.blocked_until >= '1899-12-31' AND NEW.blocked_until < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER sign_in_tries_dates_changed BEFORE UPDATE OF since, last_at, blocked_until ON sign_in_tries FOR EACH ROW WHEN (
    (NEW.since IS DISTINCT FROM OLD.since AND NOT (NEW.since >= '1899-12-31' AND NEW.since < '2201-01-01')) OR
    (NEW.last_at IS DISTINCT FROM OLD.last_at AND NOT (NEW.last_at >= '1899-12-31' AND NEW.last_at < '2201-01-01')) OR
    (NEW.blocked_until IS DISTINCT FROM OLD.blocked_until AND NOT (NEW.blocked_until >= '1899-12-31' AND NEW.blocked_until < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER known_places_dates_new BEFORE INSERT ON known_places FOR EACH ROW WHEN (
    NOT (NEW.last_at >= '1899-12-31' AND NEW.last_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER known_places_dates_changed BEFORE UPDATE OF last_at ON known_places FOR EACH ROW WHEN (
    (NEW.last_at IS DISTINCT FROM OLD.last_at AND NOT (NEW.last_at >= '1899-12-31' AND NEW.last_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

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

CREATE TRIGGER milestones_dates_new BEFORE INSERT ON milestones FOR EACH ROW WHEN (
    NOT (NEW.due BETWEEN '1899-12-31' AND '2200-12-31')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER milestones_dates_changed BEFORE UPDATE OF due ON milestones FOR EACH ROW WHEN (
    (NEW.due IS DISTINCT FROM OLD.due AND NOT (NEW.due BETWEEN '1899-12-31' AND '2200-12-31'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER indicators_dates_new BEFORE INSERT ON indicators FOR EACH ROW WHEN (
    NOT (NEW.due BETWEEN '1899-12-31' AND '2200-12-31')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER indicators_dates_changed BEFORE UPDATE OF due ON indicators FOR EACH ROW WHEN (
    (NEW.due IS DISTINCT FROM OLD.due AND NOT (NEW.due BETWEEN '1899-12-31' AND '2200-12-31'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER problems_dates_new BEFORE INSERT ON problems FOR EACH ROW WHEN (
    NOT (NEW.settled_at >= '1899-12-31' AND NEW.settled_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER problems_dates_changed BEFORE UPDATE OF settled_at ON problems FOR EACH ROW WHEN (
    (NEW.settled_at IS DISTINCT FROM OLD.settled_at AND NOT (NEW.settled_at >= '1899-12-31' AND NEW.settled_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER leftovers_dates_new BEFORE INSERT ON leftovers FOR EACH ROW WHEN (
    NOT (NEW.settled_at >= '1899-12-31' AND NEW.settled_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER leftovers_dates_changed BEFORE UPDATE OF settled_at ON leftovers FOR EACH ROW WHEN (
    (NEW.settled_at IS DISTINCT FROM OLD.settled_at AND NOT (NEW.settled_at >= '1899-12-31' AND NEW.settled_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

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

CREATE TRIGGER reports_dates_new BEFORE INSERT ON reports FOR EACH ROW WHEN (
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01') OR
    NOT (NEW.submitted_at >= '1899-12-31' AND NEW.submitted_at < '2201-01-01') OR
    NOT (NEW.voided_at >= '1899-12-31' AND NEW.voided_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER reports_dates_changed BEFORE UPDATE OF created_at, submitted_at, voided_at ON reports FOR EACH ROW WHEN (
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')) OR
    (NEW.submitted_at IS DISTINCT FROM OLD.submitted_at AND NOT (NEW.submitted_at >= '1899-12-31' AND NEW.submitted_at < '2201-01-01')) OR
    (NEW.voided_at IS DISTINCT FROM OLD.voided_at AND NOT (NEW.voided_at >= '1899-12-31' AND NEW.voided_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER audit_dates_new BEFORE INSERT ON audit FOR EACH ROW WHEN (
    NOT (NEW.at >= '1899-12-31' AND NEW.at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER audit_dates_changed BEFORE UPDATE OF at ON audit FOR EACH ROW WHEN (
    (NEW.at IS DISTINCT FROM OLD.at AND NOT (NEW.at >= '1899-12-31' AND NEW.at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER calls_dates_new BEFORE INSERT ON calls FOR EACH ROW WHEN (
    NOT (NEW.called_at >= '1899-12-31' AND NEW.called_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER calls_dates_changed BEFORE UPDATE OF called_at ON calls FOR EACH ROW WHEN (
    (NEW.called_at IS DISTINCT FROM OLD.called_at AND NOT (NEW.called_at >= '1899-12-31' AND NEW.called_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER calendar_days_dates_new BEFORE INSERT ON calendar_days FOR EACH ROW WHEN (
    NOT (NEW.date BETWEEN '1899-12-31' AND '2200-12-31')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER calendar_days_dates_changed BEFORE UPDATE OF date ON calendar_days FOR EACH ROW WHEN (
    (NEW.date IS DISTINCT FROM OLD.date AND NOT (NEW.date BETWEEN '1899-12-31' AND '2200-12-31'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER mails_dates_new BEFORE INSERT ON mails FOR EACH ROW WHEN (
    NOT (NEW.local_date BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.not_before >= '1899-12-31' AND NEW.not_before < '2201-01-01') OR
    NOT (NEW.handed_at >= '1899-12-31' AND NEW.handed_at < '2201-01-01') OR
    NOT (NEW.finished_at >= '1899-12-31' AND NEW.finished_at < '2201-01-01') OR
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01') OR
    NOT (NEW.decided_at >= '1899-12-31' AND NEW.decided_at < '2201-01-01') OR
    NOT (NEW.first_tried_at >= '1899-12-31' AND NEW.first_tried_at < '2201-01-01') OR
    NOT (NEW.struck_at >= '1899-12-31' AND NEW.struck_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER mails_dates_changed BEFORE UPDATE OF local_date, not_before, handed_at, finished_at, created_at, decided_at, first_tried_at, struck_at ON mails FOR EACH ROW WHEN (
    (NEW.local_date IS DISTINCT FROM OLD.local_date AND NOT (NEW.local_date BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.not_before IS DISTINCT FROM OLD.not_before AND NOT (NEW.not_before >= '1899-12-31' AND NEW.not_before < '2201-01-01')) OR
    (NEW.handed_at IS DISTINCT FROM OLD.handed_at AND NOT (NEW.handed_at >= '1899-12-31' AND NEW.handed_at < '2201-01-01')) OR
    (NEW.finished_at IS DISTINCT FROM OLD.finished_at AND NOT (NEW.finished_at >= '1899-12-31' AND NEW.finished_at < '2201-01-01')) OR
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')) OR
    (NEW.decided_at IS DISTINCT FROM OLD.decided_at AND NOT (NEW.decided_at >= '1899-12-31' AND NEW.decided_at < '2201-01-01')) OR
    (NEW.first_tried_at IS DISTINCT FROM OLD.first_tried_at AND NOT (NEW.first_tried_at >= '1899-12-31' AND NEW.first_tried_at < '2201-01-01')) OR
    (NEW.struck_at IS DISTINCT FROM OLD.struck_at AND NOT (NEW.struck_at >= '1899-12-31' AND NEW.struck_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER notices_dates_new BEFORE INSERT ON notices FOR EACH ROW WHEN (
    NOT (NEW.fired_on BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.settled_at >= '1899-12-31' AND NEW.settled_at < '2201-01-01') OR
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER notices_dates_changed BEFORE UPDATE OF fired_on, settled_at, created_at ON notices FOR EACH ROW WHEN (
    (NEW.fired_on IS DISTINCT FROM OLD.fired_on AND NOT (NEW.fired_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.settled_at IS DISTINCT FROM OLD.settled_at AND NOT (NEW.settled_at >= '1899-12-31' AND NEW.settled_at < '2201-01-01')) OR
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER proposals_dates_new BEFORE INSERT ON proposals FOR EACH ROW WHEN (
    NOT (NEW.proposed_on BETWEEN '1899-12-31' AND '2200-12-31') OR
    NOT (NEW.decided_at >= '1899-12-31' AND NEW.decided_at < '2201-01-01') OR
    NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER proposals_dates_changed BEFORE UPDATE OF proposed_on, decided_at, created_at ON proposals FOR EACH ROW WHEN (
    (NEW.proposed_on IS DISTINCT FROM OLD.proposed_on AND NOT (NEW.proposed_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    (NEW.decided_at IS DISTINCT FROM OLD.decided_at AND NOT (NEW.decided_at >= '1899-12-31' AND NEW.decided_at < '2201-01-01')) OR
    (NEW.created_at IS DISTINCT FROM OLD.created_at AND NOT (NEW.created_at >= '1899-12-31' AND NEW.created_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER beats_dates_new BEFORE INSERT ON beats FOR EACH ROW WHEN (
    NOT (NEW.at >= '1899-12-31' AND NEW.at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER beats_dates_changed BEFORE UPDATE OF at ON beats FOR EACH ROW WHEN (
    (NEW.at IS DISTINCT FROM OLD.at AND NOT (NEW.at >= '1899-12-31' AND NEW.at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER relay_dates_new BEFORE INSERT ON relay FOR EACH ROW WHEN (
    NOT (NEW.failing_since >= '1899-12-31' AND NEW.failing_since < '2201-01-01') OR
    NOT (NEW.accepted_at >= '1899-12-31' AND NEW.accepted_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER relay_dates_changed BEFORE UPDATE OF failing_since, accepted_at ON relay FOR EACH ROW WHEN (
    (NEW.failing_since IS DISTINCT FROM OLD.failing_since AND NOT (NEW.failing_since >= '1899-12-31' AND NEW.failing_since < '2201-01-01')) OR
    (NEW.accepted_at IS DISTINCT FROM OLD.accepted_at AND NOT (NEW.accepted_at >= '1899-12-31' AND NEW.accepted_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER suspended_addresses_dates_new BEFORE INSERT ON suspended_addresses FOR EACH ROW WHEN (
    NOT (NEW.since >= '1899-12-31' AND NEW.since < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER suspended_addresses_dates_changed BEFORE UPDATE OF since ON suspended_addresses FOR EACH ROW WHEN (
    (NEW.since IS DISTINCT FROM OLD.since AND NOT (NEW.since >= '1899-12-31' AND NEW.since < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER job_failures_dates_new BEFORE INSERT ON job_failures FOR EACH ROW WHEN (
    NOT (NEW.since >= '1899-12-31' AND NEW.since < '2201-01-01') OR
    NOT (NEW.last_at >= '1899-12-31' AND NEW.last_at < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER job_failures_dates_changed BEFORE UPDATE OF since, last_at ON job_failures FOR EACH ROW WHEN (
    (NEW.since IS DISTINCT FROM OLD.since AND NOT (NEW.since >= '1899-12-31' AND NEW.since < '2201-01-01')) OR
    (NEW.last_at IS DISTINCT FROM OLD.last_at AND NOT (NEW.last_at >= '1899-12-31' AND NEW.last_at < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();
