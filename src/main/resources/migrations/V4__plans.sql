-- What the trigger runs is planned once in a session and not at each change: PostgreSQL takes every plan made for the given values to be
-- better, and making it took half of all that the trigger costs a writer.
ALTER FUNCTION capture() SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION ask(uuid[], text, text) SET plan_cache_mode = force_generic_plan;
