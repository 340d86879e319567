-- oldest program: 3. One of that level records calls without a key: pressed twice, a button records twice, as before.
-- a form that was drawn once records its call once, however often its button is pressed
ALTER TABLE calls ADD COLUMN once_key TEXT;
CREATE UNIQUE INDEX calls_once ON calls (once_key);
