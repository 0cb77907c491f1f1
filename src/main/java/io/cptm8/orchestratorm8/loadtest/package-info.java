/**
 * Drives a running instance through its database with domains of its own, measures what it does, and removes them.
 *
 * <p>Depends on {@code postgres} for sessions and on {@code config}. It knows no file of {@code routes/}, no broker and
 * no Camel: what it reports is what the tables say.
 */
package io.cptm8.orchestratorm8.loadtest;
