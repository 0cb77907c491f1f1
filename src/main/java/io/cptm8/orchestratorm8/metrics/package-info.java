/**
 * What is measured that belongs to no single step: the JVM, the time of every query, the requests that wait.
 *
 * <p>Depends on no other room.
 */
package io.cptm8.orchestratorm8.metrics;
