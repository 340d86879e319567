-- oldest program: 3. One of level 2 takes the day before 1900 that stands for a date that nobody can read (000022) for a date,
-- reminds and escalates by it, and hands out measures that are closed (000030).
UPDATE compatibility SET oldest_program = 3;
