package io.cptm8.orchestratorm8.rehearsal;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.LongString;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/** The scanner's part: takes the message out of a queue. */
final class Queues implements AutoCloseable {

    private final Connection connection;

    Queues(Settings.RabbitMq broker) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setVirtualHost(broker.virtualHost());
        factory.setUsername(broker.credentials().user());
        factory.setPassword(broker.credentials().password());
        factory.setAutomaticRecoveryEnabled(false);
        connection = factory.newConnection("orchestratorm8-try");
    }

    /** What became of the one message that this broker has got. Nobody else listens there who would get it. */
    Rehearsed.Sent sent(Scanner scanner, Asking.Answer answer) throws IOException {
        var message = take(scanner.queue());
        return new Rehearsed.Sent(
                scanner.name(),
                scanner.template(),
                scanner.exchange(),
                scanner.queue(),
                scanner.bindings(),
                answer.receipt() == null ? "failed" : answer.receipt(),
                answer.error() == null ? "" : answer.error(),
                message.isPresent() ? List.of(scanner.queue()) : List.of(),
                message);
    }

    /** The oldest message of this queue; empty: there is none, or no such queue. */
    Optional<Rehearsed.Message> take(String queue) throws IOException {
        try {
            // A channel of its own, which a queue that is not there closes.
            return Optional.ofNullable(connection.createChannel().basicGet(queue, true))
                    .map(Queues::message);
        } catch (IOException e) {
            if (connection.isOpen()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Rehearsed.Message message(GetResponse got) {
        return new Rehearsed.Message(
                got.getEnvelope().getExchange(),
                got.getEnvelope().getRoutingKey(),
                properties(got.getProps()),
                headers(got.getProps()),
                new String(got.getBody(), StandardCharsets.UTF_8));
    }

    private static Map<String, Object> properties(BasicProperties given) {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("delivery_mode", given.getDeliveryMode());
        properties.put("content_type", given.getContentType());
        properties.put("content_encoding", given.getContentEncoding());
        properties.put("message_id", given.getMessageId());
        properties.put("correlation_id", given.getCorrelationId());
        properties.put("app_id", given.getAppId());
        properties.put("type", given.getType());
        properties.put("user_id", given.getUserId());
        properties.put("reply_to", given.getReplyTo());
        properties.put("priority", given.getPriority());
        properties.put("expiration", given.getExpiration());
        properties.put(
                "timestamp",
                given.getTimestamp() == null
                        ? null
                        : given.getTimestamp().toInstant().toString());
        properties.values().removeIf(java.util.Objects::isNull);
        return properties;
    }

    private static Map<String, String> headers(BasicProperties given) {
        var headers = new TreeMap<String, String>();
        if (given.getHeaders() != null) {
            given.getHeaders()
                    .forEach((name, value) -> headers.put(
                            name,
                            value instanceof LongString text
                                    ? new String(text.getBytes(), StandardCharsets.UTF_8)
                                    : String.valueOf(value)));
        }
        return headers;
    }

    @Override
    public void close() {
        connection.abort(1000);
    }
}
