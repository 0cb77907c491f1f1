/**
 * The Camel component {@code rabbitmq-publish}: publishes mandatory, persistent and confirmed, many messages at a time,
 * and gives each message one of four receipts.
 *
 * <p>Depends on {@code rabbitmq} for a channel. It knows nothing of requests or scanners: what a receipt means for them
 * is decided in {@code dispatch}.
 */
package io.cptm8.orchestratorm8.rabbitmq.publish;
