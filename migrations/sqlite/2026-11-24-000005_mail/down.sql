DROP TABLE beats;
DROP TABLE proposals;
DROP TABLE notices;
DROP TABLE mails;
