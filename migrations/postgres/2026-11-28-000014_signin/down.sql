ALTER TABLE people ADD COLUMN failed_sign_ins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN locked_until TIMESTAMP;
DROP INDEX sign_in_links_by_end;
DROP INDEX sessions_by_end;
DROP TABLE known_places;
DROP TABLE sign_in_tries;
