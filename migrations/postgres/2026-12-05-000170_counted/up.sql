-- oldest program: 5. One of level 5 asks for none of these indexes by name, and they stand in nobody's way.
-- What is late is counted and grouped by unit from the index alone.
DROP INDEX obligations_by_red;
CREATE INDEX obligations_by_red ON obligations (red_on, id, unit_id, plan_id, status, claimed_not_applicable, off_on);
-- What is closed before its date is counted by plan from few rows.
CREATE INDEX obligations_closed ON obligations (plan_id, due, kind, long_range) WHERE status = 'closed';
-- What a unit has of one kind or status is found and counted from the index alone.
DROP INDEX obligations_of_unit_by_due;
CREATE INDEX obligations_of_unit_by_due ON obligations (unit_id, due, id, kind, status, long_range, plan_id, claimed_not_applicable, off_on);
