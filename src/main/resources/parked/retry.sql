SELECT orchestratorm8.retry_parked(?)
