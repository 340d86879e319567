DROP TABLE sessions;
DROP TABLE sign_in_links;
DROP TABLE posts;
DROP TABLE people;
DROP TABLE unit_aliases;
DROP TABLE units;
