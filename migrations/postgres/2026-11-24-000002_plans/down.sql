DROP TABLE problems;
DROP TABLE indicators;
DROP TABLE milestones;
DROP TABLE assignments;
DROP TABLE measures;
DROP TABLE tasks;
DROP TABLE plans;
