SELECT orchestratorm8.drop_parked(?, ?)
