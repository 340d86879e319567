-- the oldest program that may run on these tables: one row; a migration that older programs must not run on raises it
CREATE TABLE compatibility (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    oldest_program INTEGER NOT NULL
);
INSERT INTO compatibility (id, oldest_program) VALUES (1, 1);
