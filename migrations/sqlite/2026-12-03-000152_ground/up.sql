-- oldest program: 4. One of level 3 looks for requests and notices in columns that are gone.
-- 附件: what was handed in as a file, once by what is in it, whatever it was called
CREATE TABLE files (
    -- of the content, in hex
    sha256 TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
    size BIGINT NOT NULL CHECK (size = length(content)),
    content BLOB NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE TRIGGER files_dates_new BEFORE INSERT ON files WHEN
    NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'files: not a date from 1900 to 2200'); END;
CREATE TRIGGER files_dates_changed BEFORE UPDATE OF created_at ON files WHEN
    (NEW.created_at IS NOT OLD.created_at AND NOT (NEW.created_at IS NULL OR (datetime(substr(NEW.created_at, 1, 19), '+0 seconds') IS substr(NEW.created_at, 1, 19) AND NEW.created_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.created_at, char(0)) = 0 AND (length(NEW.created_at) = 19 OR substr(NEW.created_at, 20) GLOB '.[0-9]*') AND substr(NEW.created_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'files: not a date from 1900 to 2200'); END;

-- the file that a plan was read from; none where it came before files were kept
ALTER TABLE plans ADD COLUMN file_sha256 TEXT REFERENCES files (sha256);
CREATE INDEX plans_by_file ON plans (file_sha256) WHERE file_sha256 IS NOT NULL;
-- 任务来源: 计划, 台账, 批示 or 会议
ALTER TABLE plans ADD COLUMN kind TEXT NOT NULL DEFAULT 'plan';

-- 审批: what takes two people. Whoever asks does not decide
CREATE TABLE approvals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind TEXT NOT NULL,
    -- about whose account, where it is about one
    person_id BIGINT REFERENCES people (id),
    obligation_id BIGINT REFERENCES obligations (id),
    plan_id BIGINT REFERENCES plans (id),
    requested_by BIGINT NOT NULL REFERENCES people (id),
    requested_at TIMESTAMP NOT NULL,
    decided_by BIGINT REFERENCES people (id),
    decided_at TIMESTAMP,
    agreed BOOLEAN NOT NULL DEFAULT FALSE,
    -- when what was agreed to was done, or the request became worth nothing
    used_at TIMESTAMP,
    CHECK (decided_by <> requested_by),
    CHECK (decided_by IS NULL OR decided_at IS NOT NULL)
);
INSERT INTO approvals (id, kind, person_id, requested_by, requested_at, decided_by, decided_at, agreed, used_at)
    SELECT id, 'link', person_id, requested_by, requested_at, CASE WHEN decided_by <> requested_by AND decided_at IS NOT NULL THEN decided_by END,
        decided_at, agreed, used_at FROM link_requests;
DROP TABLE link_requests;
CREATE UNIQUE INDEX approvals_open ON approvals (kind, coalesce(person_id, 0), coalesce(obligation_id, 0), coalesce(plan_id, 0)) WHERE decided_at IS NULL;
CREATE INDEX approvals_by_person ON approvals (person_id, id);

CREATE TRIGGER approvals_dates_new BEFORE INSERT ON approvals WHEN
    NOT (NEW.requested_at IS NULL OR (datetime(substr(NEW.requested_at, 1, 19), '+0 seconds') IS substr(NEW.requested_at, 1, 19) AND NEW.requested_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.requested_at, char(0)) = 0 AND (length(NEW.requested_at) = 19 OR substr(NEW.requested_at, 20) GLOB '.[0-9]*') AND substr(NEW.requested_at, 21) NOT GLOB '*[^0-9]*'))
    OR NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*'))
    OR NOT (NEW.used_at IS NULL OR (datetime(substr(NEW.used_at, 1, 19), '+0 seconds') IS substr(NEW.used_at, 1, 19) AND NEW.used_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.used_at, char(0)) = 0 AND (length(NEW.used_at) = 19 OR substr(NEW.used_at, 20) GLOB '.[0-9]*') AND substr(NEW.used_at, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'approvals: not a date from 1900 to 2200'); END;

CREATE TRIGGER approvals_dates_changed BEFORE UPDATE OF requested_at, decided_at, used_at ON approvals WHEN
    (NEW.requested_at IS NOT OLD.requested_at AND NOT (NEW.requested_at IS NULL OR (datetime(substr(NEW.requested_at, 1, 19), '+0 seconds') IS substr(NEW.requested_at, 1, 19) AND NEW.requested_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.requested_at, char(0)) = 0 AND (length(NEW.requested_at) = 19 OR substr(NEW.requested_at, 20) GLOB '.[0-9]*') AND substr(NEW.requested_at, 21) NOT GLOB '*[^0-9]*')))
    OR (NEW.decided_at IS NOT OLD.decided_at AND NOT (NEW.decided_at IS NULL OR (datetime(substr(NEW.decided_at, 1, 19), '+0 seconds') IS substr(NEW.decided_at, 1, 19) AND NEW.decided_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.decided_at, char(0)) = 0 AND (length(NEW.decided_at) = 19 OR substr(NEW.decided_at, 20) GLOB '.[0-9]*') AND substr(NEW.decided_at, 21) NOT GLOB '*[^0-9]*')))
    OR (NEW.used_at IS NOT OLD.used_at AND NOT (NEW.used_at IS NULL OR (datetime(substr(NEW.used_at, 1, 19), '+0 seconds') IS substr(NEW.used_at, 1, 19) AND NEW.used_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.used_at, char(0)) = 0 AND (length(NEW.used_at) = 19 OR substr(NEW.used_at, 20) GLOB '.[0-9]*') AND substr(NEW.used_at, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'approvals: not a date from 1900 to 2200'); END;

-- a series of what recurs owes one a time; 0 where it is owed once. What is shared out belongs to the one it is a part of
ALTER TABLE obligations ADD COLUMN occurrence INTEGER NOT NULL DEFAULT 0 CHECK (occurrence >= 0);
ALTER TABLE obligations ADD COLUMN parent_id BIGINT REFERENCES obligations (id) CHECK (parent_id <> id);
DROP INDEX obligations_standing_once;
DROP INDEX obligations_dated_once;
CREATE UNIQUE INDEX obligations_standing_once ON obligations (measure_id, unit_id, occurrence, coalesce(parent_id, 0)) WHERE milestone_id IS NULL;
CREATE UNIQUE INDEX obligations_dated_once ON obligations (milestone_id, unit_id, occurrence, coalesce(parent_id, 0)) WHERE milestone_id IS NOT NULL;
CREATE INDEX obligations_of_parent ON obligations (parent_id, id) WHERE parent_id IS NOT NULL;
-- 上级单位: a bureau of a city stands below its government
ALTER TABLE units ADD COLUMN parent_id BIGINT REFERENCES units (id) CHECK (parent_id <> id);
CREATE INDEX units_of_parent ON units (parent_id, id) WHERE parent_id IS NOT NULL;

-- 操作渠道: by which way it was asked for; none in rows from before. How the rest of the row is to be read
ALTER TABLE audit ADD COLUMN channel TEXT;
ALTER TABLE audit ADD COLUMN format INTEGER NOT NULL DEFAULT 1;

-- what a notice is about: a kind, and beside plan and obligation a unit and a span of time; no text that is taken apart
ALTER TABLE notices ADD COLUMN about_unit_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notices ADD COLUMN about_span TEXT NOT NULL DEFAULT '';
UPDATE notices SET
    about_unit_id = CAST(substr(subject, length('month/' || plan_id || '/') + 1) AS INTEGER),
    about_span = substr(subject, length('month/' || plan_id || '/' || CAST(substr(subject, length('month/' || plan_id || '/') + 1) AS INTEGER) || '/') + 1),
    subject = 'month'
    WHERE substr(subject, 1, length('month/' || plan_id || '/')) = 'month/' || plan_id || '/';
UPDATE notices SET about_span = substr(subject, length('digest/' || plan_id || '/') + 1), subject = 'digest'
    WHERE substr(subject, 1, length('digest/' || plan_id || '/')) = 'digest/' || plan_id || '/';
UPDATE notices SET subject = 'obligation' WHERE subject = 'obligation/' || obligation_id;
DROP INDEX notices_of_matters;
CREATE INDEX notices_of_matters ON notices (plan_id, about_unit_id, subject, about_span) WHERE obligation_id IS NULL;
UPDATE compatibility SET oldest_program = 4;
