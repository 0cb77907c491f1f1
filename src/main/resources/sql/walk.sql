-- One page of a pass over the enabled domains. The place is kept in the scanner's row and moves in the same
-- transaction as the requests, so a pass goes on after a crash where it was, and two instances share it.
WITH pass AS (
    SELECT s.name, s.walk_reason, s.walk_after FROM scanner s
    WHERE s.name = :#name AND s.walk_reason IS NOT NULL
    FOR UPDATE SKIP LOCKED
), page AS (
    SELECT d.id, d.enabled FROM pass p CROSS JOIN LATERAL (
        SELECT c.id, c.enabled FROM cptm8domain c
        WHERE c.id >= coalesce(p.walk_after, '00000000-0000-0000-0000-000000000000')
            AND c.id IS DISTINCT FROM p.walk_after
        ORDER BY c.id LIMIT :#page
    ) d
), asked AS (
    SELECT ask((SELECT array_agg(id) FROM page WHERE enabled), p.walk_reason, p.name) AS requests FROM pass p
), moved AS (
    UPDATE scanner s
    SET walk_after = (SELECT id FROM page ORDER BY id DESC LIMIT 1),
        walk_reason = CASE WHEN (SELECT count(*) FROM page) < :#page THEN NULL ELSE s.walk_reason END
    FROM pass p WHERE s.name = p.name
    RETURNING s.walk_reason IS NOT NULL AS more
)
SELECT m.more, a.requests FROM moved m, asked a
