ALTER TABLE posts DROP COLUMN awaits_consent;
