-- oldest program: 3. One of level 3 stores plans without their office and folded title, which are then told apart by their documents
-- alone, as before; a post that stands already is refused to it by the index as a row that is there.
-- a plan stands once among those that are not closed: by the unit that coordinates it, its folded title and its first year
ALTER TABLE plans ADD COLUMN coordinating_unit_id BIGINT REFERENCES units (id);
-- the title by which the same plan is recognised; empty until the program has folded it
ALTER TABLE plans ADD COLUMN folded_title TEXT NOT NULL DEFAULT '';
-- the plan that this one stands beside a second time, from before that was refused
ALTER TABLE plans ADD COLUMN duplicate_of BIGINT;
UPDATE plans SET coordinating_unit_id = (SELECT min(id) FROM units WHERE coordinating);
CREATE UNIQUE INDEX plans_once ON plans (coordinating_unit_id, folded_title, year)
    WHERE state <> 'closed' AND folded_title <> '' AND duplicate_of IS NULL;
CREATE INDEX plans_by_unit ON plans (coordinating_unit_id);

-- a person holds a post of a unit once: what stood twice is merged, from its earliest day on
UPDATE sessions SET post_id = (
    SELECT min(kept.id) FROM posts AS kept JOIN posts AS own
        ON own.person_id = kept.person_id AND own.unit_id = kept.unit_id AND own.role = kept.role
    WHERE own.id = sessions.post_id AND kept.until IS NULL
) WHERE EXISTS (SELECT 1 FROM posts WHERE posts.id = sessions.post_id AND posts.until IS NULL);
UPDATE posts SET since = (
    SELECT min(own.since) FROM posts AS own
    WHERE own.person_id = posts.person_id AND own.unit_id = posts.unit_id AND own.role = posts.role AND own.until IS NULL
) WHERE until IS NULL AND EXISTS (
    SELECT 1 FROM posts AS own
    WHERE own.person_id = posts.person_id AND own.unit_id = posts.unit_id AND own.role = posts.role AND own.until IS NULL AND own.id <> posts.id
);
DELETE FROM posts WHERE until IS NULL AND EXISTS (
    SELECT 1 FROM posts AS kept
    WHERE kept.person_id = posts.person_id AND kept.unit_id = posts.unit_id AND kept.role = posts.role AND kept.until IS NULL AND kept.id < posts.id
);
CREATE UNIQUE INDEX posts_held_once ON posts (person_id, unit_id, role) WHERE until IS NULL;
