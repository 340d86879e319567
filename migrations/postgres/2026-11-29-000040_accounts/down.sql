ALTER TABLE sessions DROP COLUMN source;
ALTER TABLE people DROP COLUMN version;
