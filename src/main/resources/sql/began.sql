-- Writes down that a ring was started, when it was, or that somebody else has started it.
SELECT CASE :#${body.verdict} WHEN 'accepted' THEN began(:#scanner, :#messageId) WHEN 'already waiting' THEN adopt(:#scanner) END AS run
