/**
 * The broker: the connections, whether it takes messages at the moment, and the exchanges, queues and bindings that a
 * scanner needs.
 *
 * <p>Depends on {@code config} and {@code scanner}.
 */
package io.cptm8.orchestratorm8.rabbitmq;
