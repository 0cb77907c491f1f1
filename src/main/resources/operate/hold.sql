-- Holds a scanner, or all, until a moment or for so many seconds by the database's clock; with neither, with an open end.
SELECT orchestratorm8.hold_scanner(?, ?, ?, 'cli', coalesce(?::timestamptz, clock_timestamp() + make_interval(secs => ?)))
