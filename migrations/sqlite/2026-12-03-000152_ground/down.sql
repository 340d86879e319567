UPDATE compatibility SET oldest_program = 3;
DROP INDEX notices_of_matters;
UPDATE notices SET subject = 'month/' || plan_id || '/' || about_unit_id || '/' || about_span WHERE subject = 'month';
UPDATE notices SET subject = 'digest/' || plan_id || '/' || about_span WHERE subject = 'digest';
UPDATE notices SET subject = 'obligation/' || obligation_id WHERE subject = 'obligation';
CREATE INDEX notices_of_matters ON notices (plan_id, subject) WHERE obligation_id IS NULL;
ALTER TABLE notices DROP COLUMN about_span;
ALTER TABLE notices DROP COLUMN about_unit_id;
ALTER TABLE audit DROP COLUMN format;
ALTER TABLE audit DROP COLUMN channel;
DROP INDEX units_of_parent;
ALTER TABLE units DROP COLUMN parent_id;
DROP INDEX obligations_of_parent;
DROP INDEX obligations_dated_once;
DROP INDEX obligations_standing_once;
CREATE UNIQUE INDEX obligations_standing_once ON obligations (measure_id, unit_id) WHERE milestone_id IS NULL;
CREATE UNIQUE INDEX obligations_dated_once ON obligations (milestone_id, unit_id) WHERE milestone_id IS NOT NULL;
ALTER TABLE obligations DROP COLUMN parent_id;
ALTER TABLE obligations DROP COLUMN occurrence;
CREATE TABLE link_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- for whose account
    person_id BIGINT NOT NULL REFERENCES people (id),
    requested_by BIGINT NOT NULL REFERENCES people (id),
    requested_at TIMESTAMP NOT NULL,
    -- the security administrator
    decided_by BIGINT REFERENCES people (id),
    decided_at TIMESTAMP,
    agreed BOOLEAN NOT NULL DEFAULT FALSE,
    -- when the link was made
    used_at TIMESTAMP
);
INSERT INTO link_requests (id, person_id, requested_by, requested_at, decided_by, decided_at, agreed, used_at)
    SELECT id, person_id, requested_by, requested_at, decided_by, decided_at, agreed, used_at FROM approvals WHERE kind = 'link';
CREATE UNIQUE INDEX link_requests_open ON link_requests (person_id) WHERE decided_at IS NULL;
CREATE INDEX link_requests_by_person ON link_requests (person_id, id);

CREATE TRIGGER link_requests_dates_new BEFORE INSERT ON link_requests WHEN
    NOT (NEW.requested_at IS NULL OR (datetime(substr(NEW.requested_at, 1, 19), '+0 seconds') IS substr(NEW.requested_at, 1, 19) AND NEW.requested_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.requested_at, char(0)) = 0 AND (length(NEW.requested_at) = 19 OR substr(NEW.requested_at, 20) GLOB '.[0-9]*') AND substr(NEW.requested_at, 21) NOT GLOB '*[^0-9]*'))
    OR NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*'))
    OR NOT (NEW.used_at IS NULL OR (datetime(substr(NEW.used_at, 1, 19), '+0 seconds') IS substr(NEW.used_at, 1, 19) AND NEW.used_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.used_at, char(0)) = 0 AND (length(NEW.used_at) = 19 OR substr(NEW.used_at, 20) GLOB '.[0-9]*') AND substr(NEW.used_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'link_requests: not a date from 1900 to 2200'); END;

CREATE TRIGGER link_requests_dates_changed BEFORE UPDATE OF requested_at, decided_at, used_at ON link_requests WHEN
    (NEW.requested_at IS NOT OLD.requested_at AND NOT (NEW.requested_at IS NULL OR (datetime(substr(NEW.requested_at, 1, 19), '+0 seconds') IS substr(NEW.requested_at, 1, 19) AND NEW.requested_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.requested_at, char(0)) = 0 AND (length(NEW.requested_at) = 19 OR substr(NEW.requested_at, 20) GLOB '.[0-9]*') AND substr(NEW.requested_at, 21) NOT GLOB '*[^0-9]*')))
    OR (NEW.decided_at IS NOT OLD.decided_at AND NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*')))
    OR (NEW.used_at IS NOT OLD.used_at AND NOT (NEW.used_at IS NULL OR (datetime(substr(NEW.used_at, 1, 19), '+0 seconds') IS substr(NEW.used_at, 1, 19) AND NEW.used_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.used_at, char(0)) = 0 AND (length(NEW.used_at) = 19 OR substr(NEW.used_at, 20) GLOB '.[0-9]*') AND substr(NEW.used_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'link_requests: not a date from 1900 to 2200'); END;
DROP TABLE approvals;
ALTER TABLE plans DROP COLUMN kind;
DROP INDEX plans_by_file;
ALTER TABLE plans DROP COLUMN file_sha256;
DROP TABLE files;
