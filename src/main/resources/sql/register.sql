-- A scanner new to this database that starts on change gets one pass over the domains that were there before it.
INSERT INTO scanner AS s (name, on_change, min_interval, cron, next_rescan_at, walk_reason, queue, key, next, ring, rest)
VALUES (?, ?, make_interval(secs => ?), ?, ?::timestamptz, CASE WHEN ? THEN 'first start' END, ?, ?, ?, ?, make_interval(secs => ?))
ON CONFLICT (name) DO UPDATE SET
    on_change = EXCLUDED.on_change,
    min_interval = EXCLUDED.min_interval,
    cron = EXCLUDED.cron,
    queue = EXCLUDED.queue,
    key = EXCLUDED.key,
    next = EXCLUDED.next,
    ring = EXCLUDED.ring,
    rest = EXCLUDED.rest,
    -- A fire time that is still to come belongs to the cron expression that set it.
    next_rescan_at = CASE WHEN s.cron IS NOT DISTINCT FROM EXCLUDED.cron THEN s.next_rescan_at ELSE EXCLUDED.next_rescan_at END,
    walk_reason = CASE WHEN EXCLUDED.on_change AND NOT s.on_change THEN coalesce(s.walk_reason, 'first start') ELSE s.walk_reason END,
    -- From the first domain: where an earlier pass ended says nothing about what came before that place since.
    walk_after = CASE WHEN EXCLUDED.on_change AND NOT s.on_change THEN NULL ELSE s.walk_after END
