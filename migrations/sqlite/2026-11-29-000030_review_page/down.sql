ALTER TABLE measures DROP COLUMN closed;
ALTER TABLE measures DROP COLUMN progress;
ALTER TABLE plans DROP COLUMN last_year;
