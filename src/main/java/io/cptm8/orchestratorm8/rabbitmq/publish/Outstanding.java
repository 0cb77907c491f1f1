package io.cptm8.orchestratorm8.rabbitmq.publish;

import com.rabbitmq.client.AMQP;

/** A message on its way to the broker, and who waits for its receipt. */
final class Outstanding {

    /** Told once. */
    @FunctionalInterface
    interface Answer {
        void receipt(Receipt receipt, String detail);
    }

    private final String exchange;
    private final String routingKey;
    private final AMQP.BasicProperties properties;
    private final byte[] body;
    private final Answer answer;
    private final long sentAt = System.nanoTime();
    private volatile long number;
    private volatile String returnedBecause;

    Outstanding(String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body, Answer answer) {
        this.exchange = exchange;
        this.routingKey = routingKey;
        this.properties = properties;
        this.body = body;
        this.answer = answer;
    }

    String exchange() {
        return exchange;
    }

    String routingKey() {
        return routingKey;
    }

    AMQP.BasicProperties properties() {
        return properties;
    }

    byte[] body() {
        return body;
    }

    long sentAt() {
        return sentAt;
    }

    /** The sequence number on its channel. */
    void numbered(long sequenceNumber) {
        number = sequenceNumber;
    }

    long number() {
        return number;
    }

    void returned(String because) {
        returnedBecause = because;
    }

    String returnedBecause() {
        return returnedBecause;
    }

    void answer(Receipt receipt, String detail) {
        answer.receipt(receipt, detail);
    }
}
