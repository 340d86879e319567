CREATE TABLE units (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    short_name TEXT NOT NULL,
    official_name TEXT,
    class TEXT NOT NULL CHECK (class IN ('department', 'city', 'enterprise', 'agency')),
    -- the unit whose coordinators review and close: 自治区生态环境厅
    coordinating BOOLEAN NOT NULL DEFAULT FALSE,
    phone TEXT,
    position INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE unit_aliases (
    alias TEXT PRIMARY KEY NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES units (id)
);
CREATE INDEX unit_aliases_by_unit ON unit_aliases (unit_id);

CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    -- stored in lower case; a person without mail is on the telephone list
    email TEXT UNIQUE,
    phone TEXT,
    -- argon2id in PHC form; NULL until the one-time link was used
    password_hash TEXT,
    failed_sign_ins INTEGER NOT NULL DEFAULT 0,
    locked_until TIMESTAMP,
    disabled_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);

-- a post is a role at a unit; what is owed belongs to the unit and the post, never to the person
CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL CHECK (role IN ('liaison', 'head', 'coordinator', 'leader', 'sysadmin', 'secadmin', 'auditor')),
    since DATE NOT NULL,
    -- the last day in the post
    until DATE
);
CREATE INDEX posts_by_person ON posts (person_id);
CREATE INDEX posts_by_unit ON posts (unit_id, role);

CREATE TABLE sign_in_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- SHA-256 of the token in hex: the token itself is shown once and never stored
    token_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX sign_in_links_by_person ON sign_in_links (person_id);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- 当前代表单位: the post the person acts in
    post_id BIGINT NOT NULL REFERENCES posts (id),
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX sessions_by_person ON sessions (person_id);
