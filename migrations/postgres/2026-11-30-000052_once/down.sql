DROP INDEX posts_held_once;
DROP INDEX plans_by_unit;
DROP INDEX plans_once;
ALTER TABLE plans DROP COLUMN duplicate_of;
ALTER TABLE plans DROP COLUMN coordinating_unit_id;
