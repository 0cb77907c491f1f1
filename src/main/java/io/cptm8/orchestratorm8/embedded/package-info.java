/**
 * A launch without any infrastructure: a PostgreSQL server, an AMQP broker and scanners that pretend, all on the
 * loopback interface, all gone when the program is.
 *
 * <p>For demonstrations and tests, never for production: nothing here survives a restart.
 */
package io.cptm8.orchestratorm8.embedded;
