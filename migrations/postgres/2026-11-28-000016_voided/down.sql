UPDATE obligations SET acknowledged_at = NULL, closed_at = NULL;
ALTER TABLE reports DROP COLUMN voided_at;
ALTER TABLE audit DROP COLUMN actor_kind;
