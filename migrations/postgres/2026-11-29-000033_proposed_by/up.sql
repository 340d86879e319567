-- oldest program: 3. One of that level knows nothing of the new columns, which may be null; the rung of what a person proposed (people/1) is to it
-- a word of another version, which it carries.
-- what people propose (通报, 约谈 …): who, and why; NULL where the ladder proposed by itself
ALTER TABLE proposals ADD COLUMN proposed_by BIGINT REFERENCES people (id);
ALTER TABLE proposals ADD COLUMN reason TEXT;
-- nobody proposes the same once more while it waits for a decision
CREATE UNIQUE INDEX proposals_open_once ON proposals (obligation_id, due_rev, options)
    WHERE state = 'proposed' AND proposed_by IS NOT NULL;
