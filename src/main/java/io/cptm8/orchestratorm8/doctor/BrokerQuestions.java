package io.cptm8.orchestratorm8.doctor;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Asks the broker on one connection, each question on a channel of its own, since a no ends the channel. */
final class BrokerQuestions {

    /** A question whose answer is of no interest, only whether there is one. */
    @FunctionalInterface
    interface Trial {
        void run(Channel channel) throws IOException;
    }

    /** A question with an answer. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Channel channel) throws IOException;
    }

    /**
     * What came back.
     *
     * @param value null when the broker refused
     * @param refusalCode AMQP's reply code, 404 for example; 0: it did not refuse
     */
    record Answer<T>(T value, int refusalCode, String refusalText) {
        boolean refused() {
            return refusalCode != 0;
        }
    }

    private final Connection connection;

    BrokerQuestions(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** @throws IOException no answer: the connection is lost, or out of channels */
    <T> Answer<T> ask(Question<T> question) throws IOException {
        Channel channel = null;
        try {
            channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("the connection has no channel left; raise orchestratorm8.rabbitmq.channels");
            }
            return new Answer<>(question.ask(channel), 0, "");
        } catch (IOException e) {
            if (e.getCause() instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Channel.Close close) {
                return new Answer<>(null, close.getReplyCode(), close.getReplyText());
            }
            throw e;
        } catch (ShutdownSignalException lost) {
            throw new IOException("the connection is lost", lost);
        } finally {
            close(channel);
        }
    }

    Answer<Boolean> attempt(Trial trial) throws IOException {
        return ask(channel -> {
            trial.run(channel);
            return true;
        });
    }

    private static void close(Channel channel) {
        try {
            if (channel != null && channel.isOpen()) {
                channel.close();
            }
        } catch (IOException | TimeoutException | ShutdownSignalException alreadyGone) {
            // a channel that cannot be closed is closed
        }
    }
}
