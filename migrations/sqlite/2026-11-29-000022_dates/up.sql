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

CREATE TRIGGER units_dates_new BEFORE INSERT ON units WHEN
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'units: not a date from 1900 to 2200'); END;

CREATE TRIGGER units_dates_changed BEFORE UPDATE OF created_at ON units WHEN
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'units: not a date from 1900 to 2200'); END;

CREATE TRIGGER people_dates_new BEFORE INSERT ON people WHEN
    NOT (NEW.disabled_at IS NULL OR (datetime(substr(NEW.disabled_at, 1, 19), '+0 seconds') IS substr(NEW.disabled_at, 1, 19) AND NEW.disabled_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.disabled_at, char(0)) = 0 AND (length(NEW.disabled_at) = 19 OR substr(NEW.disabled_at, 20) GLOB '.[0-9]*') AND substr(NEW.disabled_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'people: not a date from 1900 to 2200'); END;

CREATE TRIGGER people_dates_changed BEFORE UPDATE OF disabled_at, created_at ON people WHEN
    (NEW.disabled_at IS NOT OLD.disabled_at AND NOT (NEW.disabled_at IS NULL OR (datetime(substr(NEW.disabled_at, 1, 19), '+0 seconds') IS substr(NEW.disabled_at, 1, 19) AND NEW.disabled_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.disabled_at, char(0)) = 0 AND (length(NEW.disabled_at) = 19 OR substr(NEW.disabled_at, 20) GLOB '.[0-9]*') AND substr(NEW.disabled_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'people: not a date from 1900 to 2200'); END;

CREATE TRIGGER posts_dates_new BEFORE INSERT ON posts WHEN
    NOT (NEW.since IS NULL OR (date(NEW.since, '+0 days') IS NEW.since AND NEW.since BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.until IS NULL OR (date(NEW.until, '+0 days') IS NEW.until AND NEW.until BETWEEN '1899-12-31' AND '2200-12-31'))
BEGIN SELECT RAISE(ABORT, 'posts: not a date from 1900 to 2200'); END;

CREATE TRIGGER posts_dates_changed BEFORE UPDATE OF since, until ON posts WHEN
    (NEW.since IS NOT OLD.since AND NOT (NEW.since IS NULL OR (date(NEW.since, '+0 days') IS NEW.since AND NEW.since BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.until IS NOT OLD.until AND NOT (NEW.until IS NULL OR (date(NEW.until, '+0 days') IS NEW.until AND NEW.until BETWEEN '1899-12-31' AND '2200-12-31')))
BEGIN SELECT RAISE(ABORT, 'posts: not a date from 1900 to 2200'); END;

CREATE TRIGGER sign_in_links_dates_new BEFORE INSERT ON sign_in_links WHEN
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.expires_at IS NULL OR (datetime(substr(NEW.expires_at, 1, 19), '+0 seconds') IS substr(NEW.expires_at, 1, 19) AND NEW.expires_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.expires_at, char(0)) = 0 AND (length(NEW.expires_at) = 19 OR substr(NEW.expires_at, 20) GLOB '.[0-9]*') AND substr(NEW.expires_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.used_at IS NULL OR (datetime(substr(NEW.used_at, 1, 19), '+0 seconds') IS substr(NEW.used_at, 1, 19) AND NEW.used_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.used_at, char(0)) = 0 AND (length(NEW.used_at) = 19 OR substr(NEW.used_at, 20) GLOB '.[0-9]*') AND substr(NEW.used_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'sign_in_links: not a date from 1900 to 2200'); END;

CREATE TRIGGER sign_in_links_dates_changed BEFORE UPDATE OF created_at, expires_at, used_at ON sign_in_links WHEN
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.expires_at IS NOT OLD.expires_at AND NOT (NEW.expires_at IS NULL OR (datetime(substr(NEW.expires_at, 1, 19), '+0 seconds') IS substr(NEW.expires_at, 1, 19) AND NEW.expires_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.expires_at, char(0)) = 0 AND (length(NEW.expires_at) = 19 OR substr(NEW.expires_at, 20) GLOB '.[0-9]*') AND substr(NEW.expires_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.used_at IS NOT OLD.used_at AND NOT (NEW.used_at IS NULL OR (datetime(substr(NEW.used_at, 1, 19), '+0 seconds') IS substr(NEW.used_at, 1, 19) AND NEW.used_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.used_at, char(0)) = 0 AND (length(NEW.used_at) = 19 OR substr(NEW.used_at, 20) GLOB '.[0-9]*') AND substr(NEW.used_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'sign_in_links: not a date from 1900 to 2200'); END;

CREATE TRIGGER sessions_dates_new BEFORE INSERT ON sessions WHEN
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.last_seen_at IS NULL OR (datetime(substr(NEW.last_seen_at, 1, 19), '+0 seconds') IS substr(NEW.last_seen_at, 1, 19) AND NEW.last_seen_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_seen_at, char(0)) = 0 AND (length(NEW.last_seen_at) = 19 OR substr(NEW.last_seen_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_seen_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.expires_at IS NULL OR (datetime(substr(NEW.expires_at, 1, 19), '+0 seconds') IS substr(NEW.expires_at, 1, 19) AND NEW.expires_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.expires_at, char(0)) = 0 AND (length(NEW.expires_at) = 19 OR substr(NEW.expires_at, 20) GLOB '.[0-9]*') AND substr(NEW.expires_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.ended_at IS NULL OR (datetime(substr(NEW.ended_at, 1, 19), '+0 seconds') IS substr(NEW.ended_at, 1, 19) AND NEW.ended_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.ended_at, char(0)) = 0 AND (length(NEW.ended_at) = 19 OR substr(NEW.ended_at, 20) GLOB '.[0-9]*') AND substr(NEW.ended_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'sessions: not a date from 1900 to 2200'); END;

CREATE TRIGGER sessions_dates_changed BEFORE UPDATE OF created_at, last_seen_at, expires_at, ended_at ON sessions WHEN
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.last_seen_at IS NOT OLD.last_seen_at AND NOT (NEW.last_seen_at IS NULL OR (datetime(substr(NEW.last_seen_at, 1, 19), '+0 seconds') IS substr(NEW.last_seen_at, 1, 19) AND NEW.last_seen_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_seen_at, char(0)) = 0 AND (length(NEW.last_seen_at) = 19 OR substr(NEW.last_seen_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_seen_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.expires_at IS NOT OLD.expires_at AND NOT (NEW.expires_at IS NULL OR (datetime(substr(NEW.expires_at, 1, 19), '+0 seconds') IS substr(NEW.expires_at, 1, 19) AND NEW.expires_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.expires_at, char(0)) = 0 AND (length(NEW.expires_at) = 19 OR substr(NEW.expires_at, 20) GLOB '.[0-9]*') AND substr(NEW.expires_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.ended_at IS NOT OLD.ended_at AND NOT (NEW.ended_at IS NULL OR (datetime(substr(NEW.ended_at, 1, 19), '+0 seconds') IS substr(NEW.ended_at, 1, 19) AND NEW.ended_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.ended_at, char(0)) = 0 AND (length(NEW.ended_at) = 19 OR substr(NEW.ended_at, 20) GLOB '.[0-9]*') AND substr(NEW.ended_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'sessions: not a date from 1900 to 2200'); END;

CREATE TRIGGER sign_in_tries_dates_new BEFORE INSERT ON sign_in_tries WHEN
    NOT (NEW.since IS NULL OR (datetime(substr(NEW.since, 1, 19), '+0 seconds') IS substr(NEW.since, 1, 19) AND NEW.since BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.since, char(0)) = 0 AND (length(NEW.since) = 19 OR substr(NEW.since, 20) GLOB '.[0-9]*') AND substr(NEW.since, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.last_at IS NULL OR (datetime(substr(NEW.last_at, 1, 19), '+0 seconds') IS substr(NEW.last_at, 1, 19) AND NEW.last_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_at, char(0)) = 0 AND (length(NEW.last_at) = 19 OR substr(NEW.last_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.blocked_until IS NULL OR (datetime(substr(NEW.blocked_until, 1, 19), '+0 seconds') IS substr(NEW.blocked_until, 1, 19) AND NEW.blocked_until BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.blocked_until, char(0)) = 0 AND (length(NEW.blocked_until) = 19 OR substr(NEW.blocked_until, 20) GLOB '.[0-9]*') AND substr(NEW.blocked_until, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'sign_in_tries: not a date from 1900 to 2200'); END;

CREATE TRIGGER sign_in_tries_dates_changed BEFORE UPDATE OF since, last_at, blocked_until ON sign_in_tries WHEN
    (NEW.since IS NOT OLD.since AND NOT (NEW.since IS NULL OR (datetime(substr(NEW.since, 1, 19), '+0 seconds') IS substr(NEW.since, 1, 19) AND NEW.since BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.since, char(0)) = 0 AND (length(NEW.since) = 19 OR substr(NEW.since, 20) GLOB '.[0-9]*') AND substr(NEW.since, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.last_at IS NOT OLD.last_at AND NOT (NEW.last_at IS NULL OR (datetime(substr(NEW.last_at, 1, 19), '+0 seconds') IS substr(NEW.last_at, 1, 19) AND NEW.last_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_at, char(0)) = 0 AND (length(NEW.last_at) = 19 OR substr(NEW.last_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.blocked_until IS NOT OLD.blocked_until AND NOT (NEW.blocked_until IS NULL OR (datetime(substr(NEW.blocked_until, 1, 19), '+0 seconds') IS substr(NEW.blocked_until, 1, 19) AND NEW.blocked_until BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.blocked_until, char(0)) = 0 AND (length(NEW.blocked_until) = 19 OR substr(NEW.blocked_until, 20) GLOB '.[0-9]*') AND substr(NEW.blocked_until, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'sign_in_tries: not a date from 1900 to 2200'); END;

CREATE TRIGGER known_places_dates_new BEFORE INSERT ON known_places WHEN
    NOT (NEW.last_at IS NULL OR (datetime(substr(NEW.last_at, 1, 19), '+0 seconds') IS substr(NEW.last_at, 1, 19) AND NEW.last_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_at, char(0)) = 0 AND (length(NEW.last_at) = 19 OR substr(NEW.last_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'known_places: not a date from 1900 to 2200'); END;

CREATE TRIGGER known_places_dates_changed BEFORE UPDATE OF last_at ON known_places WHEN
    (NEW.last_at IS NOT OLD.last_at AND NOT (NEW.last_at IS NULL OR (datetime(substr(NEW.last_at, 1, 19), '+0 seconds') IS substr(NEW.last_at, 1, 19) AND NEW.last_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_at, char(0)) = 0 AND (length(NEW.last_at) = 19 OR substr(NEW.last_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'known_places: not a date from 1900 to 2200'); END;

CREATE TRIGGER plans_dates_new BEFORE INSERT ON plans WHEN
    NOT (NEW.assigned_on IS NULL OR (date(NEW.assigned_on, '+0 days') IS NEW.assigned_on AND NEW.assigned_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.imported_at IS NULL OR (datetime(substr(NEW.imported_at, 1, 19), '+0 seconds') IS substr(NEW.imported_at, 1, 19) AND NEW.imported_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.imported_at, char(0)) = 0 AND (length(NEW.imported_at) = 19 OR substr(NEW.imported_at, 20) GLOB '.[0-9]*') AND substr(NEW.imported_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.activated_at IS NULL OR (datetime(substr(NEW.activated_at, 1, 19), '+0 seconds') IS substr(NEW.activated_at, 1, 19) AND NEW.activated_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.activated_at, char(0)) = 0 AND (length(NEW.activated_at) = 19 OR substr(NEW.activated_at, 20) GLOB '.[0-9]*') AND substr(NEW.activated_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'plans: not a date from 1900 to 2200'); END;

CREATE TRIGGER plans_dates_changed BEFORE UPDATE OF assigned_on, imported_at, activated_at ON plans WHEN
    (NEW.assigned_on IS NOT OLD.assigned_on AND NOT (NEW.assigned_on IS NULL OR (date(NEW.assigned_on, '+0 days') IS NEW.assigned_on AND NEW.assigned_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.imported_at IS NOT OLD.imported_at AND NOT (NEW.imported_at IS NULL OR (datetime(substr(NEW.imported_at, 1, 19), '+0 seconds') IS substr(NEW.imported_at, 1, 19) AND NEW.imported_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.imported_at, char(0)) = 0 AND (length(NEW.imported_at) = 19 OR substr(NEW.imported_at, 20) GLOB '.[0-9]*') AND substr(NEW.imported_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.activated_at IS NOT OLD.activated_at AND NOT (NEW.activated_at IS NULL OR (datetime(substr(NEW.activated_at, 1, 19), '+0 seconds') IS substr(NEW.activated_at, 1, 19) AND NEW.activated_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.activated_at, char(0)) = 0 AND (length(NEW.activated_at) = 19 OR substr(NEW.activated_at, 20) GLOB '.[0-9]*') AND substr(NEW.activated_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'plans: not a date from 1900 to 2200'); END;

CREATE TRIGGER milestones_dates_new BEFORE INSERT ON milestones WHEN
    NOT (NEW.due IS NULL OR (date(NEW.due, '+0 days') IS NEW.due AND NEW.due BETWEEN '1899-12-31' AND '2200-12-31'))
BEGIN SELECT RAISE(ABORT, 'milestones: not a date from 1900 to 2200'); END;

CREATE TRIGGER milestones_dates_changed BEFORE UPDATE OF due ON milestones WHEN
    (NEW.due IS NOT OLD.due AND NOT (NEW.due IS NULL OR (date(NEW.due, '+0 days') IS NEW.due AND NEW.due BETWEEN '1899-12-31' AND '2200-12-31')))
BEGIN SELECT RAISE(ABORT, 'milestones: not a date from 1900 to 2200'); END;

CREATE TRIGGER indicators_dates_new BEFORE INSERT ON indicators WHEN
    NOT (NEW.due IS NULL OR (date(NEW.due, '+0 days') IS NEW.due AND NEW.due BETWEEN '1899-12-31' AND '2200-12-31'))
BEGIN SELECT RAISE(ABORT, 'indicators: not a date from 1900 to 2200'); END;

CREATE TRIGGER indicators_dates_changed BEFORE UPDATE OF due ON indicators WHEN
    (NEW.due IS NOT OLD.due AND NOT (NEW.due IS NULL OR (date(NEW.due, '+0 days') IS NEW.due AND NEW.due BETWEEN '1899-12-31' AND '2200-12-31')))
BEGIN SELECT RAISE(ABORT, 'indicators: not a date from 1900 to 2200'); END;

CREATE TRIGGER problems_dates_new BEFORE INSERT ON problems WHEN
    NOT (NEW.settled_at IS NULL OR (datetime(substr(NEW.settled_at, 1, 19), '+0 seconds') IS substr(NEW.settled_at, 1, 19) AND NEW.settled_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.settled_at, char(0)) = 0 AND (length(NEW.settled_at) = 19 OR substr(NEW.settled_at, 20) GLOB '.[0-9]*') AND substr(NEW.settled_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'problems: not a date from 1900 to 2200'); END;

CREATE TRIGGER problems_dates_changed BEFORE UPDATE OF settled_at ON problems WHEN
    (NEW.settled_at IS NOT OLD.settled_at AND NOT (NEW.settled_at IS NULL OR (datetime(substr(NEW.settled_at, 1, 19), '+0 seconds') IS substr(NEW.settled_at, 1, 19) AND NEW.settled_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.settled_at, char(0)) = 0 AND (length(NEW.settled_at) = 19 OR substr(NEW.settled_at, 20) GLOB '.[0-9]*') AND substr(NEW.settled_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'problems: not a date from 1900 to 2200'); END;

CREATE TRIGGER leftovers_dates_new BEFORE INSERT ON leftovers WHEN
    NOT (NEW.settled_at IS NULL OR (datetime(substr(NEW.settled_at, 1, 19), '+0 seconds') IS substr(NEW.settled_at, 1, 19) AND NEW.settled_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.settled_at, char(0)) = 0 AND (length(NEW.settled_at) = 19 OR substr(NEW.settled_at, 20) GLOB '.[0-9]*') AND substr(NEW.settled_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'leftovers: not a date from 1900 to 2200'); END;

CREATE TRIGGER leftovers_dates_changed BEFORE UPDATE OF settled_at ON leftovers WHEN
    (NEW.settled_at IS NOT OLD.settled_at AND NOT (NEW.settled_at IS NULL OR (datetime(substr(NEW.settled_at, 1, 19), '+0 seconds') IS substr(NEW.settled_at, 1, 19) AND NEW.settled_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.settled_at, char(0)) = 0 AND (length(NEW.settled_at) = 19 OR substr(NEW.settled_at, 20) GLOB '.[0-9]*') AND substr(NEW.settled_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'leftovers: not a date from 1900 to 2200'); END;

CREATE TRIGGER obligations_dates_new BEFORE INSERT ON obligations WHEN
    NOT (NEW.due IS NULL OR (date(NEW.due, '+0 days') IS NEW.due AND NEW.due BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.original_due IS NULL OR (date(NEW.original_due, '+0 days') IS NEW.original_due AND NEW.original_due BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.redated_on IS NULL OR (date(NEW.redated_on, '+0 days') IS NEW.redated_on AND NEW.redated_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.answer_by IS NULL OR (date(NEW.answer_by, '+0 days') IS NEW.answer_by AND NEW.answer_by BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.acknowledged_at IS NULL OR (datetime(substr(NEW.acknowledged_at, 1, 19), '+0 seconds') IS substr(NEW.acknowledged_at, 1, 19) AND NEW.acknowledged_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.acknowledged_at, char(0)) = 0 AND (length(NEW.acknowledged_at) = 19 OR substr(NEW.acknowledged_at, 20) GLOB '.[0-9]*') AND substr(NEW.acknowledged_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.submitted_at IS NULL OR (datetime(substr(NEW.submitted_at, 1, 19), '+0 seconds') IS substr(NEW.submitted_at, 1, 19) AND NEW.submitted_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.submitted_at, char(0)) = 0 AND (length(NEW.submitted_at) = 19 OR substr(NEW.submitted_at, 20) GLOB '.[0-9]*') AND substr(NEW.submitted_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.closed_at IS NULL OR (datetime(substr(NEW.closed_at, 1, 19), '+0 seconds') IS substr(NEW.closed_at, 1, 19) AND NEW.closed_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.closed_at, char(0)) = 0 AND (length(NEW.closed_at) = 19 OR substr(NEW.closed_at, 20) GLOB '.[0-9]*') AND substr(NEW.closed_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'obligations: not a date from 1900 to 2200'); END;

CREATE TRIGGER obligations_dates_changed BEFORE UPDATE OF due, original_due, redated_on, answer_by, acknowledged_at, submitted_at, closed_at, created_at ON obligations WHEN
    (NEW.due IS NOT OLD.due AND NOT (NEW.due IS NULL OR (date(NEW.due, '+0 days') IS NEW.due AND NEW.due BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.original_due IS NOT OLD.original_due AND NOT (NEW.original_due IS NULL OR (date(NEW.original_due, '+0 days') IS NEW.original_due AND NEW.original_due BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.redated_on IS NOT OLD.redated_on AND NOT (NEW.redated_on IS NULL OR (date(NEW.redated_on, '+0 days') IS NEW.redated_on AND NEW.redated_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.answer_by IS NOT OLD.answer_by AND NOT (NEW.answer_by IS NULL OR (date(NEW.answer_by, '+0 days') IS NEW.answer_by AND NEW.answer_by BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.acknowledged_at IS NOT OLD.acknowledged_at AND NOT (NEW.acknowledged_at IS NULL OR (datetime(substr(NEW.acknowledged_at, 1, 19), '+0 seconds') IS substr(NEW.acknowledged_at, 1, 19) AND NEW.acknowledged_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.acknowledged_at, char(0)) = 0 AND (length(NEW.acknowledged_at) = 19 OR substr(NEW.acknowledged_at, 20) GLOB '.[0-9]*') AND substr(NEW.acknowledged_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.submitted_at IS NOT OLD.submitted_at AND NOT (NEW.submitted_at IS NULL OR (datetime(substr(NEW.submitted_at, 1, 19), '+0 seconds') IS substr(NEW.submitted_at, 1, 19) AND NEW.submitted_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.submitted_at, char(0)) = 0 AND (length(NEW.submitted_at) = 19 OR substr(NEW.submitted_at, 20) GLOB '.[0-9]*') AND substr(NEW.submitted_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.closed_at IS NOT OLD.closed_at AND NOT (NEW.closed_at IS NULL OR (datetime(substr(NEW.closed_at, 1, 19), '+0 seconds') IS substr(NEW.closed_at, 1, 19) AND NEW.closed_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.closed_at, char(0)) = 0 AND (length(NEW.closed_at) = 19 OR substr(NEW.closed_at, 20) GLOB '.[0-9]*') AND substr(NEW.closed_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'obligations: not a date from 1900 to 2200'); END;

CREATE TRIGGER reports_dates_new BEFORE INSERT ON reports WHEN
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.submitted_at IS NULL OR (datetime(substr(NEW.submitted_at, 1, 19), '+0 seconds') IS substr(NEW.submitted_at, 1, 19) AND NEW.submitted_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.submitted_at, char(0)) = 0 AND (length(NEW.submitted_at) = 19 OR substr(NEW.submitted_at, 20) GLOB '.[0-9]*') AND substr(NEW.submitted_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.voided_at IS NULL OR (datetime(substr(NEW.voided_at, 1, 19), '+0 seconds') IS substr(NEW.voided_at, 1, 19) AND NEW.voided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.voided_at, char(0)) = 0 AND (length(NEW.voided_at) = 19 OR substr(NEW.voided_at, 20) GLOB '.[0-9]*') AND substr(NEW.voided_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'reports: not a date from 1900 to 2200'); END;

CREATE TRIGGER reports_dates_changed BEFORE UPDATE OF created_at, submitted_at, voided_at ON reports WHEN
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.submitted_at IS NOT OLD.submitted_at AND NOT (NEW.submitted_at IS NULL OR (datetime(substr(NEW.submitted_at, 1, 19), '+0 seconds') IS substr(NEW.submitted_at, 1, 19) AND NEW.submitted_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.submitted_at, char(0)) = 0 AND (length(NEW.submitted_at) = 19 OR substr(NEW.submitted_at, 20) GLOB '.[0-9]*') AND substr(NEW.submitted_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.voided_at IS NOT OLD.voided_at AND NOT (NEW.voided_at IS NULL OR (datetime(substr(NEW.voided_at, 1, 19), '+0 seconds') IS substr(NEW.voided_at, 1, 19) AND NEW.voided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.voided_at, char(0)) = 0 AND (length(NEW.voided_at) = 19 OR substr(NEW.voided_at, 20) GLOB '.[0-9]*') AND substr(NEW.voided_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'reports: not a date from 1900 to 2200'); END;

CREATE TRIGGER audit_dates_new BEFORE INSERT ON audit WHEN
    NOT (NEW.at IS NULL OR (datetime(substr(NEW.at, 1, 19), '+0 seconds') IS substr(NEW.at, 1, 19) AND NEW.at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.at, char(0)) = 0 AND (length(NEW.at) = 19 OR substr(NEW.at, 20) GLOB '.[0-9]*') AND substr(NEW.at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'audit: not a date from 1900 to 2200'); END;

CREATE TRIGGER audit_dates_changed BEFORE UPDATE OF at ON audit WHEN
    (NEW.at IS NOT OLD.at AND NOT (NEW.at IS NULL OR (datetime(substr(NEW.at, 1, 19), '+0 seconds') IS substr(NEW.at, 1, 19) AND NEW.at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.at, char(0)) = 0 AND (length(NEW.at) = 19 OR substr(NEW.at, 20) GLOB '.[0-9]*') AND substr(NEW.at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'audit: not a date from 1900 to 2200'); END;

CREATE TRIGGER calls_dates_new BEFORE INSERT ON calls WHEN
    NOT (NEW.called_at IS NULL OR (datetime(substr(NEW.called_at, 1, 19), '+0 seconds') IS substr(NEW.called_at, 1, 19) AND NEW.called_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.called_at, char(0)) = 0 AND (length(NEW.called_at) = 19 OR substr(NEW.called_at, 20) GLOB '.[0-9]*') AND substr(NEW.called_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'calls: not a date from 1900 to 2200'); END;

CREATE TRIGGER calls_dates_changed BEFORE UPDATE OF called_at ON calls WHEN
    (NEW.called_at IS NOT OLD.called_at AND NOT (NEW.called_at IS NULL OR (datetime(substr(NEW.called_at, 1, 19), '+0 seconds') IS substr(NEW.called_at, 1, 19) AND NEW.called_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.called_at, char(0)) = 0 AND (length(NEW.called_at) = 19 OR substr(NEW.called_at, 20) GLOB '.[0-9]*') AND substr(NEW.called_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'calls: not a date from 1900 to 2200'); END;

CREATE TRIGGER calendar_days_dates_new BEFORE INSERT ON calendar_days WHEN
    NOT (NEW.date IS NULL OR (date(NEW.date, '+0 days') IS NEW.date AND NEW.date BETWEEN '1899-12-31' AND '2200-12-31'))
BEGIN SELECT RAISE(ABORT, 'calendar_days: not a date from 1900 to 2200'); END;

CREATE TRIGGER calendar_days_dates_changed BEFORE UPDATE OF date ON calendar_days WHEN
    (NEW.date IS NOT OLD.date AND NOT (NEW.date IS NULL OR (date(NEW.date, '+0 days') IS NEW.date AND NEW.date BETWEEN '1899-12-31' AND '2200-12-31')))
BEGIN SELECT RAISE(ABORT, 'calendar_days: not a date from 1900 to 2200'); END;

CREATE TRIGGER mails_dates_new BEFORE INSERT ON mails WHEN
    NOT (NEW.local_date IS NULL OR (date(NEW.local_date, '+0 days') IS NEW.local_date AND NEW.local_date BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.not_before IS NULL OR (datetime(substr(NEW.not_before, 1, 19), '+0 seconds') IS substr(NEW.not_before, 1, 19) AND NEW.not_before BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.not_before, char(0)) = 0 AND (length(NEW.not_before) = 19 OR substr(NEW.not_before, 20) GLOB '.[0-9]*') AND substr(NEW.not_before, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.handed_at IS NULL OR (datetime(substr(NEW.handed_at, 1, 19), '+0 seconds') IS substr(NEW.handed_at, 1, 19) AND NEW.handed_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.handed_at, char(0)) = 0 AND (length(NEW.handed_at) = 19 OR substr(NEW.handed_at, 20) GLOB '.[0-9]*') AND substr(NEW.handed_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.finished_at IS NULL OR (datetime(substr(NEW.finished_at, 1, 19), '+0 seconds') IS substr(NEW.finished_at, 1, 19) AND NEW.finished_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.finished_at, char(0)) = 0 AND (length(NEW.finished_at) = 19 OR substr(NEW.finished_at, 20) GLOB '.[0-9]*') AND substr(NEW.finished_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.first_tried_at IS NULL OR (datetime(substr(NEW.first_tried_at, 1, 19), '+0 seconds') IS substr(NEW.first_tried_at, 1, 19) AND NEW.first_tried_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.first_tried_at, char(0)) = 0 AND (length(NEW.first_tried_at) = 19 OR substr(NEW.first_tried_at, 20) GLOB '.[0-9]*') AND substr(NEW.first_tried_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.struck_at IS NULL OR (datetime(substr(NEW.struck_at, 1, 19), '+0 seconds') IS substr(NEW.struck_at, 1, 19) AND NEW.struck_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.struck_at, char(0)) = 0 AND (length(NEW.struck_at) = 19 OR substr(NEW.struck_at, 20) GLOB '.[0-9]*') AND substr(NEW.struck_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'mails: not a date from 1900 to 2200'); END;

CREATE TRIGGER mails_dates_changed BEFORE UPDATE OF local_date, not_before, handed_at, finished_at, created_at, decided_at, first_tried_at, struck_at ON mails WHEN
    (NEW.local_date IS NOT OLD.local_date AND NOT (NEW.local_date IS NULL OR (date(NEW.local_date, '+0 days') IS NEW.local_date AND NEW.local_date BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.not_before IS NOT OLD.not_before AND NOT (NEW.not_before IS NULL OR (datetime(substr(NEW.not_before, 1, 19), '+0 seconds') IS substr(NEW.not_before, 1, 19) AND NEW.not_before BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.not_before, char(0)) = 0 AND (length(NEW.not_before) = 19 OR substr(NEW.not_before, 20) GLOB '.[0-9]*') AND substr(NEW.not_before, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.handed_at IS NOT OLD.handed_at AND NOT (NEW.handed_at IS NULL OR (datetime(substr(NEW.handed_at, 1, 19), '+0 seconds') IS substr(NEW.handed_at, 1, 19) AND NEW.handed_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.handed_at, char(0)) = 0 AND (length(NEW.handed_at) = 19 OR substr(NEW.handed_at, 20) GLOB '.[0-9]*') AND substr(NEW.handed_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.finished_at IS NOT OLD.finished_at AND NOT (NEW.finished_at IS NULL OR (datetime(substr(NEW.finished_at, 1, 19), '+0 seconds') IS substr(NEW.finished_at, 1, 19) AND NEW.finished_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.finished_at, char(0)) = 0 AND (length(NEW.finished_at) = 19 OR substr(NEW.finished_at, 20) GLOB '.[0-9]*') AND substr(NEW.finished_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.decided_at IS NOT OLD.decided_at AND NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.first_tried_at IS NOT OLD.first_tried_at AND NOT (NEW.first_tried_at IS NULL OR (datetime(substr(NEW.first_tried_at, 1, 19), '+0 seconds') IS substr(NEW.first_tried_at, 1, 19) AND NEW.first_tried_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.first_tried_at, char(0)) = 0 AND (length(NEW.first_tried_at) = 19 OR substr(NEW.first_tried_at, 20) GLOB '.[0-9]*') AND substr(NEW.first_tried_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.struck_at IS NOT OLD.struck_at AND NOT (NEW.struck_at IS NULL OR (datetime(substr(NEW.struck_at, 1, 19), '+0 seconds') IS substr(NEW.struck_at, 1, 19) AND NEW.struck_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.struck_at, char(0)) = 0 AND (length(NEW.struck_at) = 19 OR substr(NEW.struck_at, 20) GLOB '.[0-9]*') AND substr(NEW.struck_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'mails: not a date from 1900 to 2200'); END;

CREATE TRIGGER notices_dates_new BEFORE INSERT ON notices WHEN
    NOT (NEW.fired_on IS NULL OR (date(NEW.fired_on, '+0 days') IS NEW.fired_on AND NEW.fired_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.settled_at IS NULL OR (datetime(substr(NEW.settled_at, 1, 19), '+0 seconds') IS substr(NEW.settled_at, 1, 19) AND NEW.settled_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.settled_at, char(0)) = 0 AND (length(NEW.settled_at) = 19 OR substr(NEW.settled_at, 20) GLOB '.[0-9]*') AND substr(NEW.settled_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'notices: not a date from 1900 to 2200'); END;

CREATE TRIGGER notices_dates_changed BEFORE UPDATE OF fired_on, settled_at, created_at ON notices WHEN
    (NEW.fired_on IS NOT OLD.fired_on AND NOT (NEW.fired_on IS NULL OR (date(NEW.fired_on, '+0 days') IS NEW.fired_on AND NEW.fired_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.settled_at IS NOT OLD.settled_at AND NOT (NEW.settled_at IS NULL OR (datetime(substr(NEW.settled_at, 1, 19), '+0 seconds') IS substr(NEW.settled_at, 1, 19) AND NEW.settled_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.settled_at, char(0)) = 0 AND (length(NEW.settled_at) = 19 OR substr(NEW.settled_at, 20) GLOB '.[0-9]*') AND substr(NEW.settled_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'notices: not a date from 1900 to 2200'); END;

CREATE TRIGGER proposals_dates_new BEFORE INSERT ON proposals WHEN
    NOT (NEW.proposed_on IS NULL OR (date(NEW.proposed_on, '+0 days') IS NEW.proposed_on AND NEW.proposed_on BETWEEN '1899-12-31' AND '2200-12-31')) OR
    NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'proposals: not a date from 1900 to 2200'); END;

CREATE TRIGGER proposals_dates_changed BEFORE UPDATE OF proposed_on, decided_at, created_at ON proposals WHEN
    (NEW.proposed_on IS NOT OLD.proposed_on AND NOT (NEW.proposed_on IS NULL OR (date(NEW.proposed_on, '+0 days') IS NEW.proposed_on AND NEW.proposed_on BETWEEN '1899-12-31' AND '2200-12-31'))) OR
    (NEW.decided_at IS NOT OLD.decided_at AND NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'proposals: not a date from 1900 to 2200'); END;

CREATE TRIGGER beats_dates_new BEFORE INSERT ON beats WHEN
    NOT (NEW.at IS NULL OR (datetime(substr(NEW.at, 1, 19), '+0 seconds') IS substr(NEW.at, 1, 19) AND NEW.at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.at, char(0)) = 0 AND (length(NEW.at) = 19 OR substr(NEW.at, 20) GLOB '.[0-9]*') AND substr(NEW.at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'beats: not a date from 1900 to 2200'); END;

CREATE TRIGGER beats_dates_changed BEFORE UPDATE OF at ON beats WHEN
    (NEW.at IS NOT OLD.at AND NOT (NEW.at IS NULL OR (datetime(substr(NEW.at, 1, 19), '+0 seconds') IS substr(NEW.at, 1, 19) AND NEW.at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.at, char(0)) = 0 AND (length(NEW.at) = 19 OR substr(NEW.at, 20) GLOB '.[0-9]*') AND substr(NEW.at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'beats: not a date from 1900 to 2200'); END;

CREATE TRIGGER relay_dates_new BEFORE INSERT ON relay WHEN
    NOT (NEW.failing_since IS NULL OR (datetime(substr(NEW.failing_since, 1, 19), '+0 seconds') IS substr(NEW.failing_since, 1, 19) AND NEW.failing_since BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.failing_since, char(0)) = 0 AND (length(NEW.failing_since) = 19 OR substr(NEW.failing_since, 20) GLOB '.[0-9]*') AND substr(NEW.failing_since, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.accepted_at IS NULL OR (datetime(substr(NEW.accepted_at, 1, 19), '+0 seconds') IS substr(NEW.accepted_at, 1, 19) AND NEW.accepted_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.accepted_at, char(0)) = 0 AND (length(NEW.accepted_at) = 19 OR substr(NEW.accepted_at, 20) GLOB '.[0-9]*') AND substr(NEW.accepted_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'relay: not a date from 1900 to 2200'); END;

CREATE TRIGGER relay_dates_changed BEFORE UPDATE OF failing_since, accepted_at ON relay WHEN
    (NEW.failing_since IS NOT OLD.failing_since AND NOT (NEW.failing_since IS NULL OR (datetime(substr(NEW.failing_since, 1, 19), '+0 seconds') IS substr(NEW.failing_since, 1, 19) AND NEW.failing_since BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.failing_since, char(0)) = 0 AND (length(NEW.failing_since) = 19 OR substr(NEW.failing_since, 20) GLOB '.[0-9]*') AND substr(NEW.failing_since, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.accepted_at IS NOT OLD.accepted_at AND NOT (NEW.accepted_at IS NULL OR (datetime(substr(NEW.accepted_at, 1, 19), '+0 seconds') IS substr(NEW.accepted_at, 1, 19) AND NEW.accepted_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.accepted_at, char(0)) = 0 AND (length(NEW.accepted_at) = 19 OR substr(NEW.accepted_at, 20) GLOB '.[0-9]*') AND substr(NEW.accepted_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'relay: not a date from 1900 to 2200'); END;

CREATE TRIGGER suspended_addresses_dates_new BEFORE INSERT ON suspended_addresses WHEN
    NOT (NEW.since IS NULL OR (datetime(substr(NEW.since, 1, 19), '+0 seconds') IS substr(NEW.since, 1, 19) AND NEW.since BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.since, char(0)) = 0 AND (length(NEW.since) = 19 OR substr(NEW.since, 20) GLOB '.[0-9]*') AND substr(NEW.since, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'suspended_addresses: not a date from 1900 to 2200'); END;

CREATE TRIGGER suspended_addresses_dates_changed BEFORE UPDATE OF since ON suspended_addresses WHEN
    (NEW.since IS NOT OLD.since AND NOT (NEW.since IS NULL OR (datetime(substr(NEW.since, 1, 19), '+0 seconds') IS substr(NEW.since, 1, 19) AND NEW.since BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.since, char(0)) = 0 AND (length(NEW.since) = 19 OR substr(NEW.since, 20) GLOB '.[0-9]*') AND substr(NEW.since, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'suspended_addresses: not a date from 1900 to 2200'); END;

CREATE TRIGGER job_failures_dates_new BEFORE INSERT ON job_failures WHEN
    NOT (NEW.since IS NULL OR (datetime(substr(NEW.since, 1, 19), '+0 seconds') IS substr(NEW.since, 1, 19) AND NEW.since BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.since, char(0)) = 0 AND (length(NEW.since) = 19 OR substr(NEW.since, 20) GLOB '.[0-9]*') AND substr(NEW.since, 21) NOT GLOB '*[^0-9]*')) OR
    NOT (NEW.last_at IS NULL OR (datetime(substr(NEW.last_at, 1, 19), '+0 seconds') IS substr(NEW.last_at, 1, 19) AND NEW.last_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_at, char(0)) = 0 AND (length(NEW.last_at) = 19 OR substr(NEW.last_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'job_failures: not a date from 1900 to 2200'); END;

CREATE TRIGGER job_failures_dates_changed BEFORE UPDATE OF since, last_at ON job_failures WHEN
    (NEW.since IS NOT OLD.since AND NOT (NEW.since IS NULL OR (datetime(substr(NEW.since, 1, 19), '+0 seconds') IS substr(NEW.since, 1, 19) AND NEW.since BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.since, char(0)) = 0 AND (length(NEW.since) = 19 OR substr(NEW.since, 20) GLOB '.[0-9]*') AND substr(NEW.since, 21) NOT GLOB '*[^0-9]*'))) OR
    (NEW.last_at IS NOT OLD.last_at AND NOT (NEW.last_at IS NULL OR (datetime(substr(NEW.last_at, 1, 19), '+0 seconds') IS substr(NEW.last_at, 1, 19) AND NEW.last_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.last_at, char(0)) = 0 AND (length(NEW.last_at) = 19 OR substr(NEW.last_at, 20) GLOB '.[0-9]*') AND substr(NEW.last_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'job_failures: not a date from 1900 to 2200'); END;
