-- caller, key, fingerprint. One row: it is to be done now. Whoever has the same key at this moment is waited for.
INSERT INTO orchestratorm8.kept_answer (caller, key, fingerprint) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
