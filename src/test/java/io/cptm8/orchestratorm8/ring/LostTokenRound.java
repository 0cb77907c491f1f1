package io.cptm8.orchestratorm8.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.LogCapture;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A ring of four scanners of its own, and one round of it, in which each of them in turn loses the token in the same way. */
final class LostTokenRound {

    static final List<String> SCANNERS = List.of("asmm8", "naabum8", "katanam8", "num8");

    /** What is said of a token that is merged, which has a run of its own. */
    static final String TOO_MANY = "one too many";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LostToken way;
    private final TestDatabase database;
    private final LogCapture log;
    private final TestApplication application;
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    LostTokenRound(LostToken way, TestDatabase database, LogCapture log, TestApplication application) {
        this.way = way;
        this.database = database;
        this.log = log;
        this.application = application;
        SCANNERS.forEach(scanner -> ends.add(new CompletableFuture<>()));
    }

    /** The name in this ring of one of {@link #SCANNERS}. */
    String name(String scanner) {
        return scanner + way.suffix();
    }

    String ring() {
        return name(SCANNERS.get(0));
    }

    /** Whose turn it is after one of them. */
    static String next(String scanner) {
        return SCANNERS.get((SCANNERS.indexOf(scanner) + 1) % SCANNERS.size());
    }

    /** Writes its scanners' files. */
    void declare() {
        for (var scanner : SCANNERS) {
            application.write("routes/scanners/" + name(scanner) + ".yaml", """
                    - templatedRoute:
                        routeTemplateRef: ring-start
                        routeId: %1$s
                        parameters:
                          - { name: exchange, value: cptm8 }
                          - { name: queue, value: q%1$s }
                          - { name: binding, value: "cptm8.%1$s.#" }
                          - { name: key, value: cptm8.%1$s.get.scan }
                          - { name: onChange, value: "%2$s" }
                          - { name: next, value: %3$s }
                    """.formatted(
                            name(scanner), scanner.equals("asmm8"), name(next(scanner))));
        }
    }

    /** Waits until the token has been lost at this scanner and is there again; throws what went otherwise. */
    void awaitFound(String scanner) {
        ends.get(SCANNERS.indexOf(scanner))
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    void awaitEnd() {
        end.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    void run(Wire wire) {
        var found = 0;
        try {
            var scanners = scanners(wire);
            var giver = scanners.get(scanners.size() - 1);
            for (var at : scanners) {
                way.before(at);
                way.handOver(giver);
                lose(at);
                ends.get(found++).complete(null);
                giver = at;
            }
            way.end(giver);
            scanners.get(0).take().awaitWaiting(0).acknowledge();
            awaitToken(scanners.get(0));
            end.complete(null);
        } catch (IOException | RuntimeException | AssertionError e) {
            ends.forEach(each -> each.completeExceptionally(e));
            end.completeExceptionally(e);
        }
    }

    private List<WireScanner> scanners(Wire wire) throws IOException {
        var scanners = new ArrayList<WireScanner>();
        for (var scanner : SCANNERS) {
            scanners.add(new WireScanner(name(scanner), name(next(scanner)), wire).listen());
        }
        return scanners;
    }

    private void lose(WireScanner at) {
        way.lose(at);
        if (!way.isOneTooMany()) {
            awaitSaid(at.name(), way.restarts() > 0 ? "started again" : "stuck");
            if (way.restarts() == 0) {
                awaitMoreLooks();
            }
        }
        way.mend(at);
        awaitToken(at);
    }

    /** It would be started again at the one after that which found it stuck. */
    private void awaitMoreLooks() {
        var looks = looks();
        await("two more looks of the watch").atMost(LIMIT).until(() -> looks() >= looks + 2);
    }

    private double looks() {
        return application.metric("database_query_duration_seconds_count", "query_type=\"watch\"");
    }

    private void awaitToken(WireScanner at) {
        await("one token, at " + at.name())
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(database.rows(
                                "SELECT scanner FROM orchestratorm8.ring_now WHERE ring = '%s'".formatted(ring())))
                        .containsExactly(at.name()));
    }

    private void awaitSaid(String scanner, String what) {
        await(scanner + " is " + what)
                .atMost(LIMIT)
                .until(() -> !said(scanner, what).isEmpty());
    }

    /** The lines of the log that say that a scanner is late, stuck, or what else, in the round. */
    List<String> said(String scanner, String what) {
        var inRun = what.equals(TOO_MANY) ? "\\d+" : run();
        var line = Pattern.compile("WARN %s is %s in run %s of ring %s\\b.*".formatted(scanner, what, inRun, ring()));
        return log.messages().stream()
                .filter(each -> line.matcher(each).matches())
                .toList();
    }

    /** What people are told of a token that is lost at a scanner, in any kind of notice. */
    String notice(String scanner) {
        return way.isOneTooMany()
                ? "%s is %s in run \\d+ ".formatted(name(scanner), TOO_MANY)
                : "%s is (stuck|started again|given up) in run %s ".formatted(name(scanner), run());
    }

    /** The run of the ledger that the round is; of a second token, the one beside it. */
    String run() {
        return database.ask("SELECT min(run) FROM orchestratorm8.hop WHERE scanner = '%s' AND begun_at IS NOT NULL"
                .formatted(ring()));
    }
}
