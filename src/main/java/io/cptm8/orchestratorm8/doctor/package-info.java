/**
 * Looks at the scanners' files, the broker and the database, and says what does not fit together: with what, and the
 * cure. It changes nothing.
 *
 * <p>Depends on {@code rabbitmq} and {@code postgres} for connections, on {@code scanner} for what a file says, on
 * {@code operate} for who holds a scanner, and on {@code config}. It knows no route and no Camel.
 */
package io.cptm8.orchestratorm8.doctor;
