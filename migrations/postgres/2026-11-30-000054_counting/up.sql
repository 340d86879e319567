-- oldest program: 3. Those of level 3 use whichever indexes there are.
-- Counts over many plans and the lists of what waits for review go through an index in their own order. Two indexes go that say what others say.
DROP INDEX obligations_by_unit;
DROP INDEX obligations_by_plan;
CREATE INDEX obligations_alike ON obligations (plan_id, kind, unit_id, status, reported_period, due, answer_by);
CREATE INDEX obligations_tallied ON obligations (plan_id, kind, status, stage, came_late, long_range, due, answer_by, id);
CREATE INDEX obligations_in_review ON obligations (awaiting, submitted_at, id) WHERE status = 'submitted';
CREATE INDEX proposals_by_state ON proposals (state, obligation_id, due_rev);
