-- Settles a page of the requests that were held for the next round of their ring.
SELECT scanner, covered, due FROM next_round(:#skew::interval, 5000)
