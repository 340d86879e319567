DROP INDEX obligations_in_plan;
DROP INDEX obligations_by_lateness;
DROP INDEX obligations_by_status;
