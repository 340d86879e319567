CREATE TABLE calendar_days (
    date DATE NOT NULL,
    -- CN for the nation, CN-GX for the region, which overrides it
    region TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),
    name TEXT NOT NULL,
    PRIMARY KEY (date, region)
);
