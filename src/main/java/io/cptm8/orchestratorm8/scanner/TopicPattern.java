package io.cptm8.orchestratorm8.scanner;

/**
 * A binding key of a topic exchange, as AMQP 0-9-1 has it: words between dots, where {@code *} stands for exactly one
 * word and {@code #} for any number of them, none included.
 */
public record TopicPattern(String key) {

    /** Whether a message with this routing key goes where this is bound. */
    public boolean matches(String routingKey) {
        return matches(words(key), words(routingKey));
    }

    /** One row of what the pattern so far and the key so far say about each other, for each word of the pattern. */
    private static boolean matches(String[] pattern, String[] words) {
        var reached = new boolean[words.length + 1];
        reached[0] = true;
        for (var expected : pattern) {
            var next = new boolean[words.length + 1];
            for (int word = 0; word <= words.length; word++) {
                next[word] = expected.equals("#")
                        ? reached[word] || word > 0 && next[word - 1]
                        : word > 0 && reached[word - 1] && (expected.equals("*") || expected.equals(words[word - 1]));
            }
            reached = next;
        }
        return reached[words.length];
    }

    /** RabbitMQ takes an empty key for no word at all. */
    private static String[] words(String key) {
        return key.isEmpty() ? new String[0] : key.split("\\.", -1);
    }
}
