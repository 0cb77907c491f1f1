package io.cptm8.orchestratorm8.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param messages of one round of dispatch
 * @param stockMessages of one round of the stock route, which takes ten times as long for each
 * @param backlog requests that another scanner has
 * @param warmUps rounds that are not counted
 * @param rounds that are
 * @param reactions single changes, counted
 * @param block single changes in a row
 * @param changesDuringBacklog at least, counted
 * @param writing one round of writers
 * @param starts rounds, counted
 */
record Size(
        int messages,
        int stockMessages,
        int backlog,
        int warmUps,
        int rounds,
        int reactions,
        int block,
        int changesDuringBacklog,
        Duration writing,
        int starts) {

    static final Size SHORT = new Size(5_000, 200, 10_000, 1, 2, 20, 20, 5, Duration.ofMillis(250), 1);
    static final Size FULL = new Size(100_000, 10_000, 50_000, 2, 5, 500, 50, 300, Duration.ofSeconds(4), 10);
}
