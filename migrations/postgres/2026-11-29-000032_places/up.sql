-- oldest program: 3. One of that level carries the new classes as words that it does not know: who is late climbs by the mildest
-- ladder there. What is only guessed it leaves as it is: nothing is handed out by it.

-- governments of counties (县、市、区) and townships (乡镇、街道) are classes of units
ALTER TABLE units DROP CONSTRAINT units_class_check;
ALTER TABLE units ADD CONSTRAINT units_class_check
    CHECK (class IN ('department', 'city', 'county', 'township', 'enterprise', 'agency'));

-- what the compiler only guesses, until a coordinator has answered it: the word for the whole region of a plan that names none, and
-- the unit of a target whose table has none
ALTER TABLE plans ADD COLUMN proposed_whole TEXT;
ALTER TABLE indicators ADD COLUMN proposed_unit TEXT;
