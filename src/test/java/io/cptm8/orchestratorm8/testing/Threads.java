package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The threads that were there before something started, to find those it leaves behind when it has stopped. */
public final class Threads {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    // Daemons of these would not keep the JVM alive, but would go on working after a stop.
    private static final List<String> OURS = List.of("orchestratorm8", "Camel ");

    private final Set<Thread> before;

    private Threads(Set<Thread> before) {
        this.before = before;
    }

    public static Threads snapshot() {
        return new Threads(Thread.getAllStackTraces().keySet());
    }

    /** Waits until every thread begun since the snapshot that could matter has ended; fails with what they do. */
    public void assertNoneLeft() {
        assertNoneLeft(LIMIT);
    }

    void assertNoneLeft(Duration limit) {
        await("threads end")
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(limit)
                .untilAsserted(() -> assertThat(left()).isEmpty());
    }

    private List<String> left() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> !before.contains(entry.getKey()) && matters(entry.getKey()))
                .map(entry ->
                        entry.getKey().getName() + (entry.getValue().length == 0 ? "" : " at " + entry.getValue()[0]))
                .sorted()
                .toList();
    }

    private static boolean matters(Thread thread) {
        return thread.isAlive() && (!thread.isDaemon() || OURS.stream().anyMatch(thread.getName()::startsWith));
    }
}
