DROP TRIGGER mails_held ON mails;
DROP FUNCTION refuse_held();
DROP TABLE instance;
