DROP TRIGGER mails_held;
DROP TABLE instance;
