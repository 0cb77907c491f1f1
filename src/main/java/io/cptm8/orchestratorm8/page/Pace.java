package io.cptm8.orchestratorm8.page;

import java.time.Duration;

/**
 * Of the stream.
 *
 * @param look between two looks
 * @param comment after so long without anything new a line that says nothing, so that nobody in between takes the connection for dead; whoever has taken nothing
 *     for so long is dropped
 * @param longest after that a stream ends and whoever still may look asks again: a key that was taken away is not good for ever
 */
record Pace(Duration look, Duration comment, Duration longest) {

    static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(10));
}
