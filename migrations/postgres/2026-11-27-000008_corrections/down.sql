DROP TABLE leftovers;
DELETE FROM assignments WHERE role = 'guide';
ALTER TABLE assignments DROP CONSTRAINT assignments_role_check;
ALTER TABLE assignments ADD CONSTRAINT assignments_role_check CHECK (role IN ('lead', 'support', 'responsible'));
ALTER TABLE plans DROP COLUMN version;
