/**
 * What a person does by hand: holds scanners and lets them go on, has one run now, and reads who did what. The database decides each, by a
 * function of its own, and what it refuses is in its audit as well.
 *
 * <p>Depends on {@code postgres} for sessions, on {@code target} for which names mean one domain, and on {@code config}. It publishes nothing.
 */
package io.cptm8.orchestratorm8.operate;
