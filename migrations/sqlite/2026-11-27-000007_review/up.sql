-- a unit that no registry knows stays proposed until a coordinator says which unit it is, or that it is a new one
ALTER TABLE units ADD COLUMN proposed BOOLEAN NOT NULL DEFAULT FALSE;

-- what the compiler doubted, and when a coordinator had looked at it
ALTER TABLE problems ADD COLUMN settled_at TIMESTAMP;
