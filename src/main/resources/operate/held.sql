-- Holds that are in force at this moment, that of all scanners first.
SELECT scanner, reason, who, since, until FROM orchestratorm8.held ORDER BY scanner NULLS FIRST
