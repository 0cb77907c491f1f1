-- What is held at this moment; it takes no argument.
SELECT json_build_object('items', coalesce(json_agg(json_build_object('scanner', h.scanner, 'reason', h.reason, 'who', h.who,
    'since', rfc3339(h.since), 'until', rfc3339(h.until)) ORDER BY h.scanner NULLS FIRST), '[]'))
FROM (SELECT ?::jsonb) call, held h
