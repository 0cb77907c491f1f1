package io.cptm8.orchestratorm8.embedded;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.cptm8.orchestratorm8.simulation.Answer;
import io.cptm8.orchestratorm8.simulation.Order;
import io.cptm8.orchestratorm8.simulation.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Takes orders to simulated scanners from a queue of its own, and answers each. */
record OrderDesk(Executor clock, Function<Order, Answer> orders) {

    /** The queue goes with the connection. */
    void open(Connection connection) throws IOException {
        var channel = connection.createChannel();
        channel.queueDeclare(Simulation.QUEUE, false, true, true, null);
        channel.basicConsume(
                Simulation.QUEUE,
                true,
                (tag, order) -> clock.execute(() -> {
                    try {
                        var answer = answer(order);
                        var properties = new BasicProperties.Builder().type(answer.done() ? null : Answer.REFUSED);
                        channel.basicPublish(
                                "",
                                order.getProperties().getReplyTo(),
                                properties.build(),
                                answer.text().getBytes(StandardCharsets.UTF_8));
                    } catch (IOException | RuntimeException e) {
                        // Whoever gave it is told so by having no answer.
                    }
                }),
                tag -> {});
    }

    private Answer answer(Delivery delivery) {
        return Order.of(delivery.getBody())
                .map(orders)
                .orElseGet(() -> new Answer(false, "This launch does not know that order: is it of another version?"));
    }
}
