-- the days stay: they are right without their source too
ALTER TABLE calendar_days DROP COLUMN source;
