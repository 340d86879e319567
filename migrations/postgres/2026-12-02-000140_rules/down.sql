-- the days off stay in calendar_days
DROP TABLE rule_versions;
DROP FUNCTION rules_changed;
DROP TABLE rules_rev;
