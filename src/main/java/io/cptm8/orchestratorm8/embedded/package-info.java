/**
 * A launch without any infrastructure: a PostgreSQL server, an AMQP broker and scanners that pretend, all on the
 * loopback interface, all gone when the program is.
 *
 * <p>For demonstrations and tests, never for production: nothing here survives a restart.
 *
 * <p>Depends on {@code launch} for the interface that it implements, on {@code simulation}
 * for what scanners are told, and on libraries that only it may use. Nothing
 * depends on it: it is found by a service loader, and it lives in a directory of its own in an installation.
 */
package io.cptm8.orchestratorm8.embedded;
