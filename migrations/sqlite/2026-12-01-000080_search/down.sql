DROP TRIGGER obligations_unread_by_task;
DROP TRIGGER obligations_unread_by_measure;
DROP TRIGGER obligations_unread_by_change;
DROP INDEX obligations_unread;
DROP INDEX obligations_by_text;
ALTER TABLE obligations DROP COLUMN text_id;
DROP TABLE search_grams;
DROP TABLE search_texts;
