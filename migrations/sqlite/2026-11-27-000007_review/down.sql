ALTER TABLE problems DROP COLUMN settled_at;
ALTER TABLE units DROP COLUMN proposed;
