-- Who listens on this database, the oldest first; it takes no argument.
SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', i.id, 'address', i.address, 'version', i.version,
    'since', rfc3339(i.since), 'seenAt', rfc3339(i.seen_at), 'leads', i.leads) ORDER BY i.since, i.id), '[]'))
FROM (SELECT ?::jsonb) call, instances_now() i
