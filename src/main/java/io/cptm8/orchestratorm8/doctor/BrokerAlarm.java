package io.cptm8.orchestratorm8.doctor;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the broker's memory or disk alarm is on. It tells only who publishes, so a message is sent to the default
 * exchange with the name of a queue that cannot be there, and dropped. What follows on the same channel is answered
 * only when there is no alarm.
 */
final class BrokerAlarm {

    private BrokerAlarm() {}

    /**
     * Uses the connection up: one that is blocked answers nothing any more.
     *
     * @param patienceMillis how long to wait for either word
     * @return the alarm in the broker's words; empty: there is none
     * @throws IOException neither word came, or the connection is lost
     */
    static String look(Connection connection, long patienceMillis) throws IOException {
        var said = new CompletableFuture<String>();
        connection.addBlockedListener(said::complete, () -> {});
        var questions = new BrokerQuestions(connection);
        var asking = new Thread(
                () -> {
                    try {
                        questions.attempt(channel -> {
                            channel.basicPublish("", "orchestratorm8.doctor." + System.nanoTime(), null, new byte[0]);
                            channel.exchangeDeclarePassive("amq.topic");
                        });
                        said.complete("");
                    } catch (IOException | RuntimeException e) {
                        // An answer that did not come: the listener knows why, or the wait ends.
                        said.completeExceptionally(e);
                    }
                },
                "orchestratorm8-doctor-alarm");
        asking.setDaemon(true);
        asking.start();
        try {
            return said.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no word of the broker on a message", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
