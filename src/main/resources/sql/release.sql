-- Hands back what this claim holds: nobody waits for its lease to lapse.
UPDATE request SET claim = NULL, due_at = clock_timestamp(), attempt = greatest(attempt - 1, 0)
WHERE claim = ANY (?::uuid[]) AND state = 'waiting'
