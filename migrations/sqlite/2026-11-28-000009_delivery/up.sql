-- when a wait was decided: where that lies in the future the clock has been set back, and the wait is void
ALTER TABLE mails ADD COLUMN decided_at TIMESTAMP;
-- since when it has been tried: the hours of its life count from here
ALTER TABLE mails ADD COLUMN first_tried_at TIMESTAMP;
-- how often the mail itself was at fault, and since when: refused, or it could not be put together
ALTER TABLE mails ADD COLUMN strikes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN struck_at TIMESTAMP;
-- a mail without an end has been tried as often as it was claimed
UPDATE mails SET first_tried_at = created_at WHERE finished_at IS NULL AND attempts > 0;

-- what waits for a worker, in the order of its turn; and what workers have in hand
CREATE INDEX mails_waiting ON mails (not_before, id) WHERE owner IS NULL AND finished_at IS NULL;
CREATE INDEX mails_in_hand ON mails (owner) WHERE owner IS NOT NULL;

-- how the mail server has been answering: one row
CREATE TABLE relay (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    -- it takes nothing from anybody: one mail at a time is tried until one is taken
    broken BOOLEAN NOT NULL,
    -- since when nothing got through that was tried; NULL while mails leave
    failing_since TIMESTAMP,
    -- what it said last, or why there was no line
    reason TEXT,
    -- about when it last took a mail
    accepted_at TIMESTAMP
);
