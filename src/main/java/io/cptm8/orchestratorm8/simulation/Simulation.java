package io.cptm8.orchestratorm8.simulation;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives orders to the simulated scanners of a broker. */
public final class Simulation {

    /** Where orders go, by the default exchange. It exists while the scanners do. */
    public static final String QUEUE = "orchestratorm8.simulation";

    private static final int PATIENCE_SECONDS = 10;

    private Simulation() {}

    /**
     * Gives an order and waits until it is done.
     *
     * @param connection to the broker of the scanners
     * @return empty: the broker answers, but there are no simulated scanners on it
     * @throws IOException the connection was lost, or nobody answers within 10 s
     */
    public static Optional<Answer> tell(Connection connection, Order order) throws IOException {
        try (var channel = connection.createChannel()) {
            return ask(channel, order);
        } catch (TimeoutException e) {
            throw new IOException("no answer in time", e);
        }
    }

    private static Optional<Answer> ask(Channel channel, Order order) throws IOException {
        var answers = new ArrayBlockingQueue<Optional<Answer>>(2);
        channel.addReturnListener(returned -> answers.offer(Optional.empty()));
        var mine = channel.queueDeclare().getQueue();
        channel.basicConsume(
                mine,
                true,
                (tag, answer) -> answers.offer(Optional.of(new Answer(
                        !Answer.REFUSED.equals(answer.getProperties().getType()),
                        new String(answer.getBody(), StandardCharsets.UTF_8)))),
                tag -> {});
        var properties = new BasicProperties.Builder().replyTo(mine).build();
        channel.basicPublish("", QUEUE, true, properties, order.body());
        try {
            var answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException("the simulated scanners do not answer within %d s".formatted(PATIENCE_SECONDS));
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
