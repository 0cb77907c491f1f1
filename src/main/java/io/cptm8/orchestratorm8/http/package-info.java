/**
 * Answers to {@code GET /health}, {@code /ready} and {@code /metrics}.
 *
 * <p>Depends on {@code rabbitmq}, {@code postgres.listen}, {@code scanner} and {@code operate} to ask how they are. It changes nothing.
 */
package io.cptm8.orchestratorm8.http;
