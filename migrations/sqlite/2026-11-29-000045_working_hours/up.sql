-- oldest program: 3. One of that level knows nothing of working hours: it sends what is due at whatever hour, and queues nothing that is to leave at
-- once; it loses and breaks nothing.
-- 立即发送: it leaves at whatever hour, because whoever caused it asked for that; all else waits for the hours of a working day
ALTER TABLE mails ADD COLUMN at_once BOOLEAN NOT NULL DEFAULT FALSE;
