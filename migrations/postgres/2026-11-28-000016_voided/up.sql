-- who acted, as a kind: a person may have any name, also `scheduler`
ALTER TABLE audit ADD COLUMN actor_kind TEXT NOT NULL DEFAULT 'person' CHECK (actor_kind IN ('console', 'scheduler', 'visitor', 'person'));
UPDATE audit SET actor_kind = actor
    WHERE person_id IS NULL AND (actor = 'console' OR actor = 'scheduler' OR actor = 'visitor');

-- 视同未报: handed in, and found to be none; it stays in the records and counts for nothing
ALTER TABLE reports ADD COLUMN voided_at TIMESTAMP;
-- The trail has kept which were voided: a return that set no date anew. It had none at all, or that of an earlier return,
-- under the same revision of dates. What it voided was the last report before it.
UPDATE reports SET voided_at = (
    SELECT min(step.at) FROM audit AS step
    WHERE step.obligation_id = reports.obligation_id AND step.verb = 'return' AND step.at >= reports.submitted_at
        AND ((CAST(step.detail AS json) ->> 'answer_by') IS NULL OR EXISTS (
            SELECT 1 FROM notices AS told
                JOIN notices AS earlier ON earlier.obligation_id = told.obligation_id AND earlier.due_rev = told.due_rev
            WHERE told.obligation_id = step.obligation_id AND told.key LIKE 'event/' || step.id || '/%'
                AND earlier.rung = 'event' AND earlier.id < told.id AND earlier.key NOT LIKE 'event/' || step.id || '/%'))
        AND NOT EXISTS (
            SELECT 1 FROM reports AS later
            WHERE later.obligation_id = reports.obligation_id AND later.id > reports.id AND later.submitted_at <= step.at)
) WHERE submitted_at IS NOT NULL;
-- What an obligation says of its progress is what the last report says that counts.
UPDATE obligations SET (stage, percent, reported_period) = (
    SELECT report.stage, CASE WHEN report.total_count > 0 THEN CAST(CAST(report.done_count AS BIGINT) * 100 / report.total_count AS INTEGER) END,
        report.period
    FROM reports AS report
    WHERE report.obligation_id = obligations.id AND report.submitted_at IS NOT NULL AND report.voided_at IS NULL
    ORDER BY report.id DESC LIMIT 1
) WHERE EXISTS (
    SELECT 1 FROM reports AS voided WHERE voided.obligation_id = obligations.id AND voided.voided_at IS NOT NULL);

-- When a unit took note of it, and when it was closed: the trail knows.
UPDATE obligations SET acknowledged_at = (
    SELECT min(step.at) FROM audit AS step WHERE step.obligation_id = obligations.id AND (step.verb = 'acknowledge'
        OR step.verb = 'save_report' OR step.verb = 'submit' OR step.verb = 'claim_not_applicable')
) WHERE status <> 'assigned';
UPDATE obligations SET closed_at = (
    SELECT max(step.at) FROM audit AS step WHERE step.obligation_id = obligations.id AND step.verb = 'close'
) WHERE status = 'closed';
