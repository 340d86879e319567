-- tries to sign in that no success has ended, by account and place; unknown addresses are counted like known ones
CREATE TABLE sign_in_tries (
    -- SHA-256 of the address as typed, in lower case: what strangers type is not kept
    account TEXT NOT NULL,
    -- a source, a known browser, or '' for all places together
    place TEXT NOT NULL,
    person_id BIGINT REFERENCES people (id),
    failures INTEGER NOT NULL,
    since TIMESTAMP NOT NULL,
    last_at TIMESTAMP NOT NULL,
    -- no try from there is looked at before
    blocked_until TIMESTAMP,
    PRIMARY KEY (account, place)
);
CREATE INDEX sign_in_tries_by_person ON sign_in_tries (person_id);
CREATE INDEX sign_in_tries_by_time ON sign_in_tries (last_at);

-- where somebody has signed in: the growing delay of an account does not hold there
CREATE TABLE known_places (
    person_id BIGINT NOT NULL REFERENCES people (id),
    place TEXT NOT NULL,
    last_at TIMESTAMP NOT NULL,
    PRIMARY KEY (person_id, place)
);
CREATE INDEX known_places_by_time ON known_places (last_at);

CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE INDEX sign_in_links_by_end ON sign_in_links (expires_at);

ALTER TABLE people DROP COLUMN failed_sign_ins;
ALTER TABLE people DROP COLUMN locked_until;
