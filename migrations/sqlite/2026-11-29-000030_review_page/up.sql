-- the last year of a plan for several years
ALTER TABLE plans ADD COLUMN last_year INTEGER;
-- how far a measure was by the table that it was read from, in words; and whether it is done with, so that nobody owes it
ALTER TABLE measures ADD COLUMN progress TEXT NOT NULL DEFAULT '';
ALTER TABLE measures ADD COLUMN closed BOOLEAN NOT NULL DEFAULT FALSE;
