DROP INDEX proposals_by_state;
DROP INDEX obligations_in_review;
DROP INDEX obligations_tallied;
DROP INDEX obligations_alike;
CREATE INDEX obligations_by_plan ON obligations (plan_id, due, id);
CREATE INDEX obligations_by_unit ON obligations (unit_id, due);
