-- the days off stay in calendar_days
DROP TABLE rule_versions;
DROP TABLE rules_rev;
