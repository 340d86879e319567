-- what nobody has sealed yet is sent like all else
DROP TRIGGER agenda_of_plan;
DROP TRIGGER agenda_by_plan;
DROP TRIGGER agenda_by_round;
DROP TRIGGER agenda_by_lost_round;
DROP TRIGGER agenda_of_obligation;
DROP TRIGGER agenda_by_change;
DROP TRIGGER agenda_of_moved;
DROP TRIGGER agenda_of_gone;
DROP TRIGGER agenda_by_assigned;
DROP TRIGGER agenda_by_reassigned;
DROP TRIGGER agenda_by_unassigned;
DROP TRIGGER agenda_by_class;
DROP TRIGGER agenda_by_office;
DROP TRIGGER agenda_by_new_office;
DROP INDEX notices_of_matters;
DROP TABLE agenda;
DROP INDEX mails_unsealed;
ALTER TABLE mails DROP COLUMN sealed;
