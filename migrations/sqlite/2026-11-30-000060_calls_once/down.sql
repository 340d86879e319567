DROP INDEX calls_once;
ALTER TABLE calls DROP COLUMN once_key;
