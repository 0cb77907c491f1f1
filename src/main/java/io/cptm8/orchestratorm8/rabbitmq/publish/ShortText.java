package io.cptm8.orchestratorm8.rabbitmq.publish;

import java.nio.charset.StandardCharsets;

/**
 * What AMQP 0-9-1 calls a short string (specification, 4.2.5.3): its length goes into one byte. The client finds out that a text is
 * longer when it has already given the message a number, and from then on takes each confirm for another message's.
 */
final class ShortText {

    /** Bytes of UTF-8. */
    static final int LONGEST = 255;

    private ShortText() {}

    /**
     * @param what names it in the message
     * @throws UnsendableException when it is longer, or is missing
     */
    static String require(String what, String text) throws UnsendableException {
        if (text == null) {
            throw new UnsendableException("it has no " + what);
        }
        var length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new UnsendableException("its %s has %d bytes, and AMQP allows %d; it begins with \"%s\""
                    .formatted(what, length, LONGEST, text.substring(0, 60)));
        }
        return text;
    }
}
