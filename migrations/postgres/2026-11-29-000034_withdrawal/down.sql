DROP INDEX reports_by_filing;
ALTER TABLE reports DROP COLUMN filing;
ALTER TABLE reports DROP COLUMN answers_return;
ALTER TABLE reports DROP COLUMN reviewed;
ALTER TABLE reports DROP COLUMN withdrawn;
