-- Takes back, before they are committed, the requests for every scanner but one. Nobody has seen them.
DELETE FROM orchestratorm8.request WHERE domain_id = ANY (?::uuid[]) AND scanner <> ?
