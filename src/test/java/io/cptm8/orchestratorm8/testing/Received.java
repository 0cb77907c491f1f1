package io.cptm8.orchestratorm8.testing;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;

/** A message as it came out of a queue. */
public record Received(
        String exchange, String routingKey, BasicProperties properties, byte[] body, boolean redelivered) {

    static Received of(GetResponse response) {
        return new Received(
                response.getEnvelope().getExchange(),
                response.getEnvelope().getRoutingKey(),
                response.getProps(),
                response.getBody(),
                response.getEnvelope().isRedeliver());
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public String messageId() {
        return properties.getMessageId();
    }

    @Override
    public String toString() {
        return exchange + "/" + routingKey + (redelivered ? " (again) " : " ") + messageId() + " " + text();
    }
}
