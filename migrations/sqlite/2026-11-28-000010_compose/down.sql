DROP INDEX notices_by_obligation;
CREATE INDEX notices_by_obligation ON notices (obligation_id);
