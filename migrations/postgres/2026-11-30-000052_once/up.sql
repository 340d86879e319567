-- oldest program: 3. One of level 3 stores plans without their office, which are then told apart by their documents alone, as before;
-- a post that stands already is refused to it by the index as a row that is there.
-- a plan stands once among those that are not closed: by the unit that coordinates it, its title without marks and spaces, and its
-- first year; one that goes by the name of its file is not recognised by that
ALTER TABLE plans ADD COLUMN coordinating_unit_id BIGINT REFERENCES units (id);
-- the plan that this one stands beside a second time, from before that was refused
ALTER TABLE plans ADD COLUMN duplicate_of BIGINT;
UPDATE plans SET coordinating_unit_id = (SELECT min(id) FROM units WHERE coordinating);
-- of several the active one stands, else the first
UPDATE plans SET duplicate_of = (
    SELECT known.id FROM plans AS known
    WHERE known.coordinating_unit_id = plans.coordinating_unit_id AND known.year = plans.year AND known.state <> 'closed'
        AND known.title <> known.source_name
        AND lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(known.title, ' ', ''), '　', ''), '《', ''), '》', ''), '“', ''), '”', ''), '（', ''), '）', ''), '(', ''), ')', ''))
            = lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(plans.title, ' ', ''), '　', ''), '《', ''), '》', ''), '“', ''), '”', ''), '（', ''), '）', ''), '(', ''), ')', ''))
    ORDER BY known.state, known.id LIMIT 1
) WHERE state <> 'closed' AND title <> source_name;
UPDATE plans SET duplicate_of = NULL WHERE duplicate_of = id;
CREATE UNIQUE INDEX plans_once ON plans (
    coordinating_unit_id,
    (lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(title, ' ', ''), '　', ''), '《', ''), '》', ''), '“', ''), '”', ''), '（', ''), '）', ''), '(', ''), ')', ''))),
    year
) WHERE state <> 'closed' AND title <> source_name AND duplicate_of IS NULL;
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
