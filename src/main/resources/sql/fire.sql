-- Begins a scheduled pass, once however many instances saw it due: the old fire time is compared and set.
UPDATE scanner
SET walk_reason = 'schedule', walk_after = NULL, next_rescan_at = :#next::timestamptz
WHERE name = :#name AND next_rescan_at = :#firedAt::timestamptz AND walk_reason IS NULL
