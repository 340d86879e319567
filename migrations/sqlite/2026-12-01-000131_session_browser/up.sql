-- oldest program: 3. One of level 3 names none, and nothing asks for it.
-- in which browser a session was opened: people know their own sessions by it
ALTER TABLE sessions ADD COLUMN browser TEXT;
