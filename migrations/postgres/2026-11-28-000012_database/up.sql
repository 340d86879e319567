-- background jobs that fail: one that was done has no row
CREATE TABLE job_failures (
    job TEXT PRIMARY KEY NOT NULL,
    -- rounds in a row
    rounds INTEGER NOT NULL,
    since TIMESTAMP NOT NULL,
    last_at TIMESTAMP NOT NULL,
    -- why it failed the last time
    reason TEXT NOT NULL
);
