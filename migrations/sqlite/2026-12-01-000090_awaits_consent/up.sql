-- oldest program: 3. One of level 3 knows nothing of this column: until it is replaced a post that waits is in force there, as it was before, and a consent
-- that is given there takes effect with the next link.
-- a post with rights of its own is not in force before the security administrator has agreed; what is there stays in force
ALTER TABLE posts ADD COLUMN awaits_consent BOOLEAN NOT NULL DEFAULT FALSE;
