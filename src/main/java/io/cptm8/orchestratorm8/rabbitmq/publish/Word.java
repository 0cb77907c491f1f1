package io.cptm8.orchestratorm8.rabbitmq.publish;

/**
 * What the broker said of one message, and when.
 *
 * @param detail in words for a person; null: all went well
 * @param heardAt in {@link System#nanoTime}
 */
public record Word(Receipt receipt, String detail, long heardAt) {}
