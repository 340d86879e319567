-- oldest program: 3. One of level 3 stores obligations without a text to be searched by; the next tick of the new one gives them theirs.
-- what the ledger is searched by: the folded text of an obligation, shared by those of a measure that are worded alike
CREATE TABLE search_texts (
    id INTEGER PRIMARY KEY NOT NULL,
    folded TEXT NOT NULL
);
-- each two characters that stand side by side, as one number; what is searched for has all of its own in the texts that have it.
-- No reference: it would be looked up in the wrong direction whenever a text goes, and a text takes its own along.
CREATE TABLE search_grams (
    gram BIGINT NOT NULL,
    text_id BIGINT NOT NULL,
    PRIMARY KEY (gram, text_id)
) WITHOUT ROWID;
-- null where nobody has read the row since it was written or changed: the next tick does
ALTER TABLE obligations ADD COLUMN text_id BIGINT;
CREATE INDEX obligations_by_text ON obligations (text_id, id);
CREATE INDEX obligations_unread ON obligations (measure_id, id) WHERE text_id IS NULL;

CREATE TRIGGER obligations_unread_by_change AFTER UPDATE OF deliverable, measure_id ON obligations
    WHEN NEW.deliverable IS NOT OLD.deliverable OR NEW.measure_id <> OLD.measure_id
BEGIN UPDATE obligations SET text_id = NULL WHERE id = NEW.id; END;

CREATE TRIGGER obligations_unread_by_measure AFTER UPDATE OF task_id, number, subtitle, text ON measures
    WHEN NEW.task_id <> OLD.task_id OR NEW.number <> OLD.number OR NEW.subtitle IS NOT OLD.subtitle OR NEW.text <> OLD.text
BEGIN UPDATE obligations SET text_id = NULL WHERE measure_id = NEW.id; END;

CREATE TRIGGER obligations_unread_by_task AFTER UPDATE OF section, section_title, number, title ON tasks
    WHEN NEW.section <> OLD.section OR NEW.section_title <> OLD.section_title OR NEW.number <> OLD.number OR NEW.title <> OLD.title
BEGIN UPDATE obligations SET text_id = NULL WHERE measure_id IN
    (SELECT id FROM measures WHERE task_id = NEW.id); END;
