-- oldest program: 3. One of level 3 leaves these columns alone: a report that was taken back is voided for it too, and what it
-- reviews itself is under review or of a past month here, so that the worst it does is to let a unit take back what it has looked at.
-- taken back by its unit, at the time that stands in voided_at: never a word on what it said
ALTER TABLE reports ADD COLUMN withdrawn BOOLEAN NOT NULL DEFAULT FALSE;
-- somebody has accepted it, returned it or closed the matter with it; what was filed before this was known counts as reviewed
ALTER TABLE reports ADD COLUMN reviewed BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE reports SET reviewed = TRUE WHERE submitted_at IS NOT NULL;
-- it answers a return, which is owed again where it is taken back
ALTER TABLE reports ADD COLUMN answers_return BOOLEAN NOT NULL DEFAULT FALSE;
-- the row of the trail of the month that it was filed with; NULL where it was filed alone
ALTER TABLE reports ADD COLUMN filing BIGINT;
CREATE INDEX reports_by_filing ON reports (filing);
