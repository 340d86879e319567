ALTER TABLE indicators DROP COLUMN proposed_unit;
ALTER TABLE plans DROP COLUMN proposed_whole;
ALTER TABLE units DROP CONSTRAINT units_class_check;
UPDATE units SET class = 'department' WHERE class IN ('county', 'township');
ALTER TABLE units ADD CONSTRAINT units_class_check
    CHECK (class IN ('department', 'city', 'enterprise', 'agency'));
