/**
 * The Camel component {@code pg-listen}: a route that PostgreSQL's NOTIFY wakes, and that looks by itself when nobody
 * rings. The session that listens also holds the leader's lock.
 *
 * <p>Depends on {@code postgres} for the interface of leadership. It knows nothing of requests or scanners.
 */
package io.cptm8.orchestratorm8.postgres.listen;
