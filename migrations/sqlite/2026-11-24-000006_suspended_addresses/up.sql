-- addresses that a server has refused for good (5.1.1): nothing is sent there until somebody corrects the address
CREATE TABLE suspended_addresses (
    address TEXT PRIMARY KEY NOT NULL,
    since TIMESTAMP NOT NULL,
    -- what the server said
    reason TEXT NOT NULL
);
