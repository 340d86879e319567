-- oldest program: 3. Nothing changes here: SQLite packs nothing. On PostgreSQL what a mail says is packed by lz4 from now on.
SELECT 1;
