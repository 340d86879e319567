-- a mail carries what one person must be told; it is unique by what drives it, so that however many schedulers tick it
-- is written once
CREATE TABLE mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- day/<person>/<date>, digest/<person>/<week>, event/<audit row>/<person>
    key TEXT NOT NULL UNIQUE,
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- reminder, overdue, monthly, digest, event
    kind TEXT NOT NULL,
    local_date DATE NOT NULL,
    -- the post it was written to, as it was then
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL CHECK (role IN ('liaison', 'head', 'coordinator', 'leader', 'sysadmin', 'secadmin', 'auditor')),
    -- NULL until the bytes are frozen at the first attempt
    to_address TEXT,
    subject TEXT,
    body_text TEXT,
    body_html TEXT,
    -- the whole message as handed over, in ASCII
    raw TEXT,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'handed', 'accepted', 'bounced', 'failed', 'expired', 'suppressed', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0,
    -- times it was sent again because nobody knows whether it was taken
    doubts INTEGER NOT NULL DEFAULT 0,
    not_before TIMESTAMP NOT NULL,
    -- who works on it, and the fence that every later update must repeat
    owner TEXT,
    fence INTEGER NOT NULL DEFAULT 0,
    handed_at TIMESTAMP,
    finished_at TIMESTAMP,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX mails_by_state ON mails (state, not_before);
CREATE INDEX mails_by_person ON mails (person_id, local_date);

-- what somebody must be told; a vacant post and a person without mail have theirs too, or the rung would be due again
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- the domain's notice key and the person: obligation/12/0/-10/7/liaison/mail/3
    key TEXT NOT NULL UNIQUE,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    -- obligation/12, month/1/7/2024-06, digest/1/2024-W26
    subject TEXT NOT NULL,
    obligation_id BIGINT REFERENCES obligations (id),
    due_rev INTEGER NOT NULL,
    rung TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL CHECK (role IN ('liaison', 'head', 'coordinator', 'leader', 'sysadmin', 'secadmin', 'auditor')),
    -- NULL for a vacant post
    person_id BIGINT REFERENCES people (id),
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'telephone')),
    -- NULL where nothing carries it
    mail_id BIGINT REFERENCES mails (id),
    fired_on DATE NOT NULL,
    -- handed over, or never to be; the next rung waits for it
    settled_at TIMESTAMP,
    -- which rules spoke; recorded, not part of the key
    rules TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX notices_by_obligation ON notices (obligation_id);
CREATE INDEX notices_by_plan ON notices (plan_id, fired_on);
CREATE INDEX notices_by_mail ON notices (mail_id);

-- from +10 the system proposes and people decide
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    obligation_id BIGINT NOT NULL REFERENCES obligations (id),
    due_rev INTEGER NOT NULL,
    rung TEXT NOT NULL,
    -- what may be chosen, joined by 、
    options TEXT NOT NULL,
    proposed_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
    -- what was chosen
    choice TEXT,
    remark TEXT,
    decided_by BIGINT REFERENCES people (id),
    decided_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (obligation_id, due_rev, rung)
);

-- signs of life: the scheduler's last tick, each worker's beat
CREATE TABLE beats (
    name TEXT PRIMARY KEY NOT NULL,
    beat BIGINT NOT NULL,
    at TIMESTAMP NOT NULL
);
