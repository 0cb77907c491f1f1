-- Writes down that a ring was started, when it was.
SELECT began(:#scanner, :#messageId) AS run WHERE :#${body.verdict} = 'accepted'
