DROP INDEX obligations_closed;
DROP INDEX obligations_by_red;
CREATE INDEX obligations_by_red ON obligations (red_on, id);
