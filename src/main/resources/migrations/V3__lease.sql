-- The end of a lease, in a column that no index has: a claim is then an update that touches the row's page and no other (HOT).
ALTER TABLE request ADD COLUMN leased_until timestamptz;
COMMENT ON COLUMN request.leased_until IS 'While claim is set: when the lease ends, and the row is anybody''s again.';
COMMENT ON COLUMN request.due_at IS 'Not looked at before. The claim of a scanner whose one message answers many requests moves it, too, to the end of its lease.';
