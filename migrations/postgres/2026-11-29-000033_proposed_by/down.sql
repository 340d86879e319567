DROP INDEX proposals_open_once;
DELETE FROM proposals WHERE proposed_by IS NOT NULL;
ALTER TABLE proposals DROP COLUMN reason;
ALTER TABLE proposals DROP COLUMN proposed_by;
