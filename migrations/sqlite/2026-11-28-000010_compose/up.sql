-- what was told about an obligation under its present dates is found without going through what was told before
DROP INDEX notices_by_obligation;
CREATE INDEX notices_by_obligation ON notices (obligation_id, due_rev);
