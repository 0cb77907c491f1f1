-- For the transaction alone. Shorter than deadlock_timeout: we give way, never the platform.
SELECT set_config('lock_timeout', '500ms', true), set_config('statement_timeout', '8s', true)
