-- For a scanner that does not start on change: the trigger has made no request for it.
SELECT orchestratorm8.ask(?::uuid[], 'load test', ?)
