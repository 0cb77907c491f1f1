/**
 * Why a domain is not being scanned, or that it is: for each scanner its state, a reason and the times. Reads the database and changes
 * nothing.
 *
 * <p>Depends on {@code operate} for who holds a scanner, on {@code postgres} and {@code config}.
 */
package io.cptm8.orchestratorm8.why;
