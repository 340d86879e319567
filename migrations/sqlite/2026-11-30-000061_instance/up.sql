-- oldest program: 3. One of level 3 gives mails a Message-ID without instance and generation, as before; while the outbox is held
-- the trigger refuses it every claim, and it says that its job fails.
-- which database this is, how often it was restored from a backup, and whether its outbox is held since: one row
CREATE TABLE instance (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    -- random, made once
    key TEXT NOT NULL,
    -- how often it was restored; with key and branch it stands in the Message-ID of every mail
    generation INTEGER NOT NULL DEFAULT 0,
    -- random, made anew with each restore: of two that were restored from one backup each has its own
    branch TEXT NOT NULL DEFAULT '',
    -- when it was restored last
    restored_at TIMESTAMP,
    -- until when the records of that backup go
    data_until TIMESTAMP,
    -- no mail leaves until a person releases it
    held BOOLEAN NOT NULL DEFAULT FALSE,
    -- the newest mail that the backup has
    held_mail BIGINT NOT NULL DEFAULT 0
);
INSERT INTO instance (id, key) VALUES (1, lower(hex(randomblob(16))));

CREATE TRIGGER instance_dates_new BEFORE INSERT ON instance WHEN
    NOT (NEW.restored_at IS NULL OR (datetime(substr(NEW.restored_at, 1, 19), '+0 seconds') IS substr(NEW.restored_at, 1, 19) AND NEW.restored_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.restored_at, char(0)) = 0 AND (length(NEW.restored_at) = 19 OR substr(NEW.restored_at, 20) GLOB '.[0-9]*') AND substr(NEW.restored_at, 21) NOT GLOB '*[^0-9]*'))
    OR NOT (NEW.data_until IS NULL OR (datetime(substr(NEW.data_until, 1, 19), '+0 seconds') IS substr(NEW.data_until, 1, 19) AND NEW.data_until BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.data_until, char(0)) = 0 AND (length(NEW.data_until) = 19 OR substr(NEW.data_until, 20) GLOB '.[0-9]*') AND substr(NEW.data_until, 21) NOT GLOB '*[^0-9]*'))
BEGIN SELECT RAISE(ABORT, 'instance: not a date from 1900 to 2200'); END;

CREATE TRIGGER instance_dates_changed BEFORE UPDATE OF restored_at, data_until ON instance WHEN
    (NEW.restored_at IS NOT OLD.restored_at AND NOT (NEW.restored_at IS NULL OR (datetime(substr(NEW.restored_at, 1, 19), '+0 seconds') IS substr(NEW.restored_at, 1, 19) AND NEW.restored_at BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.restored_at, char(0)) = 0 AND (length(NEW.restored_at) = 19 OR substr(NEW.restored_at, 20) GLOB '.[0-9]*') AND substr(NEW.restored_at, 21) NOT GLOB '*[^0-9]*')))
    OR (NEW.data_until IS NOT OLD.data_until AND NOT (NEW.data_until IS NULL OR (datetime(substr(NEW.data_until, 1, 19), '+0 seconds') IS substr(NEW.data_until, 1, 19) AND NEW.data_until BETWEEN '1899-12-31' AND '2201-01-01'
        AND instr(NEW.data_until, char(0)) = 0 AND (length(NEW.data_until) = 19 OR substr(NEW.data_until, 20) GLOB '.[0-9]*') AND substr(NEW.data_until, 21) NOT GLOB '*[^0-9]*')))
BEGIN SELECT RAISE(ABORT, 'instance: not a date from 1900 to 2200'); END;

-- whatever program asks: a held mail is given into nobody's hands
CREATE TRIGGER mails_held BEFORE UPDATE OF owner ON mails
WHEN OLD.owner IS NULL AND NEW.owner IS NOT NULL AND EXISTS (SELECT 1 FROM instance WHERE held)
BEGIN SELECT RAISE(ABORT, 'the outbox is held'); END;
