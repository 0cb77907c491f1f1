package io.cptm8.orchestratorm8.testing;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the broker says of each message of a channel, one word a message. {@code waitForConfirms} of the client can find
 * that the last word has come before it knows which word that was, and then calls a refusal an acceptance.
 */
public final class BrokerWord {

    private final BlockingQueue<Boolean> words = new LinkedBlockingQueue<>();

    /** Puts the channel into confirm mode. Publish one message, then ask for its word. */
    public BrokerWord(Channel channel) {
        try {
            channel.confirmSelect();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        channel.addConfirmListener((tag, multiple) -> words.add(true), (tag, multiple) -> words.add(false));
    }

    /** Whether the message was accepted. */
    public boolean accepted() throws InterruptedException {
        var word = words.poll(20, TimeUnit.SECONDS);
        if (word == null) {
            throw new AssertionError("the broker said nothing within 20 s");
        }
        return word;
    }
}
