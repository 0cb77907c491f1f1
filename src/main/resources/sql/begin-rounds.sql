-- Begins the rounds of rings that have rested long enough.
SELECT begin_rounds() AS ring
