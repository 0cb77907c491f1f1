/**
 * The platform's database: the pool, single sessions, and the migration that makes our schema and the capture triggers.
 * What is asked of the database stands in {@code sql/} and {@code migrations/}, not here.
 *
 * <p>Depends on {@code config}.
 */
package io.cptm8.orchestratorm8.postgres;
