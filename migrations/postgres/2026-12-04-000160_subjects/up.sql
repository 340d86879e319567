-- oldest program: 5. One of level 4 records calls and proposals without saying in columns what they are about.
-- 电话记录 and 督办措施建议 are about the same as notices: an obligation, or a unit's month
ALTER TABLE calls ADD COLUMN subject TEXT NOT NULL DEFAULT 'obligation';
ALTER TABLE calls ALTER COLUMN subject DROP DEFAULT;
ALTER TABLE calls ADD COLUMN plan_id BIGINT REFERENCES plans (id);
UPDATE calls SET plan_id = (SELECT o.plan_id FROM obligations AS o WHERE o.id = calls.obligation_id);
ALTER TABLE calls ALTER COLUMN plan_id SET NOT NULL;
ALTER TABLE calls ALTER COLUMN obligation_id DROP NOT NULL;
ALTER TABLE calls ADD COLUMN about_unit_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN about_span TEXT NOT NULL DEFAULT '';
ALTER TABLE calls ADD CONSTRAINT calls_about CHECK (obligation_id IS NOT NULL OR subject <> 'obligation');
CREATE INDEX calls_of_matters ON calls (plan_id, about_unit_id, subject, about_span) WHERE obligation_id IS NULL;
ALTER TABLE proposals ADD COLUMN subject TEXT NOT NULL DEFAULT 'obligation';
ALTER TABLE proposals ALTER COLUMN subject DROP DEFAULT;
ALTER TABLE proposals ADD COLUMN plan_id BIGINT REFERENCES plans (id);
UPDATE proposals SET plan_id = (SELECT o.plan_id FROM obligations AS o WHERE o.id = proposals.obligation_id);
ALTER TABLE proposals ALTER COLUMN plan_id SET NOT NULL;
ALTER TABLE proposals ALTER COLUMN obligation_id DROP NOT NULL;
ALTER TABLE proposals ADD COLUMN about_unit_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE proposals ADD COLUMN about_span TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD CONSTRAINT proposals_about CHECK (obligation_id IS NOT NULL OR subject <> 'obligation');
CREATE UNIQUE INDEX proposals_of_matters ON proposals (plan_id, about_unit_id, subject, about_span, rung) WHERE obligation_id IS NULL;
UPDATE compatibility SET oldest_program = 5;
