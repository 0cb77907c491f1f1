/**
 * Notifications for people, in the platform's own form: what is told ({@link io.cptm8.orchestratorm8.notify.Notice}), how it is gathered so
 * that an outage is one message and not thousands, and what became of it. It is sent by {@code routes/notify.yaml}.
 *
 * <p>Depends on {@code rabbitmq} for the envelope and the headers of the publisher. Who has something to tell hands a notice over and goes on.
 */
package io.cptm8.orchestratorm8.notify;
