DROP TABLE relay;
DROP INDEX mails_in_hand;
DROP INDEX mails_waiting;
ALTER TABLE mails DROP COLUMN struck_at;
ALTER TABLE mails DROP COLUMN strikes;
ALTER TABLE mails DROP COLUMN first_tried_at;
ALTER TABLE mails DROP COLUMN decided_at;
