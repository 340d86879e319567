DROP INDEX obligations_closed;
DROP INDEX obligations_by_red;
CREATE INDEX obligations_by_red ON obligations (red_on, id);
DROP INDEX obligations_of_unit_by_due;
CREATE INDEX obligations_of_unit_by_due ON obligations (unit_id, due, id);
