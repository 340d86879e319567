DROP INDEX audit_by_object;
CREATE INDEX audit_by_object ON audit (object, object_id);
DROP INDEX audit_by_source;
DROP INDEX audit_by_noun;
DROP INDEX audit_by_verb;
DROP INDEX audit_by_unit;
DROP INDEX audit_by_person;
DROP INDEX audit_by_time;
ALTER TABLE audit DROP COLUMN source;
