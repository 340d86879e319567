-- oldest program: 3. One of level 3 does not count the new version up where it changes an account, which it can only disable or give
-- a password, and opens sessions that say nothing of where they are from; it loses and breaks nothing.
-- counts the changes of name, address and telephone: who has seen an older page changes nothing
ALTER TABLE people ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- from where it was opened; NULL where that was not kept
ALTER TABLE sessions ADD COLUMN source TEXT;
