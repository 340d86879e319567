DROP TABLE calls;
DROP TABLE audit;
DROP TABLE reports;
DROP TABLE obligations;
