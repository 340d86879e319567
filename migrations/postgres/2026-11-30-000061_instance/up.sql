-- oldest program: 3. One of level 3 gives mails a Message-ID without instance and generation, as before; while the outbox is held
-- the trigger refuses it every claim, and it says that its job fails.
-- which database this is, how often it was restored from a backup, and whether its outbox is held since: one row
CREATE TABLE instance (
    id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
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
INSERT INTO instance (id, key) VALUES (1, replace(CAST(gen_random_uuid() AS TEXT), '-', ''));

CREATE TRIGGER instance_dates_new BEFORE INSERT ON instance FOR EACH ROW WHEN (
    NOT (NEW.restored_at >= '1899-12-31' AND NEW.restored_at < '2201-01-01')
    OR NOT (NEW.data_until >= '1899-12-31' AND NEW.data_until < '2201-01-01')
) EXECUTE FUNCTION refuse_date();

CREATE TRIGGER instance_dates_changed BEFORE UPDATE OF restored_at, data_until ON instance FOR EACH ROW WHEN (
    (NEW.restored_at IS DISTINCT FROM OLD.restored_at AND NOT (NEW.restored_at >= '1899-12-31' AND NEW.restored_at < '2201-01-01'))
    OR (NEW.data_until IS DISTINCT FROM OLD.data_until AND NOT (NEW.data_until >= '1899-12-31' AND NEW.data_until < '2201-01-01'))
) EXECUTE FUNCTION refuse_date();

-- whatever program asks: a held mail is given into nobody's hands
CREATE FUNCTION refuse_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM instance WHERE held) THEN
        RAISE EXCEPTION 'the outbox is held';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mails_held BEFORE UPDATE OF owner ON mails FOR EACH ROW
WHEN (OLD.owner IS NULL AND NEW.owner IS NOT NULL) EXECUTE FUNCTION refuse_held();
