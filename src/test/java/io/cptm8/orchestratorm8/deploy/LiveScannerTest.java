package io.cptm8.orchestratorm8.deploy;

import static io.cptm8.orchestratorm8.deploy.Live.LIMIT;
import static io.cptm8.orchestratorm8.deploy.Live.pathOf;
import static io.cptm8.orchestratorm8.deploy.Routes.perDomain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cptm8.orchestratorm8.testing.Received;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scanner's file changes while its requests are on their way. */
@Timeout(180)
class LiveScannerTest {

    @TempDir
    private Path home;

    @AutoClose
    private Live live;

    private void assertEachArrivesOnce(String queue, int count) {
        var taken = new ArrayList<Received>();
        await().atMost(LIMIT.multipliedBy(3)).until(() -> {
            taken.addAll(live.wire.drain(queue));
            return taken.size() >= count;
        });
        live.awaitNothingOpen();
        taken.addAll(live.wire.drain(queue));
        assertThat(taken.stream().map(Received::messageId)).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void what_is_in_flight_ends_before_the_new_version_runs() {
        live = Live.in(home, application -> application.set("shutdown.drain", "20s"));
        live.deploy("certm8", "{ name: rate, value: 50 }");
        live.addDomains(200);
        await().atMost(LIMIT).until(() -> live.wire.depth("qcertm8") > 10);
        live.application.write(pathOf("certm8"), perDomain("certm8", "{ name: rate, value: 100000 }"));
        live.awaitExchanged("certm8", 1);
        assertThat(live.database.count(
                        "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'certm8' AND state = 'done'"))
                .isPositive();
        assertEachArrivesOnce("qcertm8", 200);
    }

    @Test
    void what_is_in_flight_for_longer_than_the_patience_is_sent_by_the_new_version() {
        live = Live.in(home, application -> application.set("shutdown.drain", "2s"));
        live.deploy("certm8", "{ name: rate, value: 20 }");
        live.addDomains(300);
        await().atMost(LIMIT).until(() -> live.wire.depth("qcertm8") > 10);
        live.application.write(pathOf("certm8"), perDomain("certm8"));
        live.awaitExchanged("certm8", 1);
        assertEachArrivesOnce("qcertm8", 300);
    }

    @Test
    void a_start_that_gathers_is_handed_back_and_sent_by_the_new_version() {
        live = Live.in(
                home,
                application -> application.edit(
                        "routes/scanners/asmm8.yaml",
                        "      - { name: key,",
                        "      - { name: quiet, value: 20s }\n      - { name: hold, value: 20s }\n      - { name: key,"));
        live.addDomain("shop.example.com");
        await().atMost(LIMIT)
                .until(() -> live.database.count(
                                "SELECT count(*) FROM orchestratorm8.request WHERE scanner = 'asmm8' AND claim IS NOT NULL")
                        == 1);
        assertThat(live.wire.depth("qasmm8")).isZero();
        live.application.edit("routes/scanners/asmm8.yaml", "quiet, value: 20s }", "quiet, value: 50ms }");
        live.awaitLog("asmm8: handed back 1 requests");
        assertThat(live.wire.take("qasmm8", 1)).hasSize(1);
        live.awaitNothingOpen();
    }

    @Test
    void enabled_is_switched_in_the_file_and_nothing_is_asked_for_meanwhile() {
        live = Live.in(home);
        live.deploy("certm8");
        live.assertServes("certm8", "one.example.com");
        live.application.write(pathOf("certm8"), perDomain("certm8", "{ name: enabled, value: false }"));
        live.awaitLog("runs no more");
        live.awaitReady(ready -> assertThat(ready).contains("\"certm8\":{\"state\":\"disabled\"}"));
        live.deploy("certm8");
        live.assertServes("certm8", "three.example.com");
    }

    @Test
    void a_queue_that_is_otherwise_on_the_broker_leaves_the_old_version_running() {
        live = Live.in(home);
        live.deploy("certm8");
        live.wire.queue("qother", Map.of("x-max-length", 7));
        var other = perDomain("certm8").replace("value: qcertm8", "value: qother");
        live.application.write(pathOf("certm8"), other);
        live.awaitLog("queue qother exists with another argument");
        live.awaitReady(ready ->
                assertThat(ready).contains("\"certm8\":{\"state\":\"running\",\"detail\":\"its file as it was before"));
        live.assertServes("certm8", "one.example.com");

        live.application.write(
                pathOf("certm8"),
                other.replace(
                        "- { name: key", "- { name: queueArguments, value: \"x-max-length=7\" }\n      - { name: key"));
        live.awaitExchanged("certm8", 1);
        live.awaitRunning("certm8");
        live.addDomain("two.example.com");
        assertThat(live.wire.take("qother", 1)).hasSize(1);
    }

    @Test
    void a_file_that_is_put_back_as_it_runs_is_right_again() {
        live = Live.in(home);
        live.deploy("certm8");
        live.wire.queue("qother", Map.of("x-max-length", 7));
        live.application.write(pathOf("certm8"), perDomain("certm8").replace("value: qcertm8", "value: qother"));
        live.awaitReady(ready -> assertThat(ready).contains("its file as it was before"));
        live.application.write(pathOf("certm8"), perDomain("certm8"));
        live.awaitRunning("certm8");
        live.assertServes("certm8", "one.example.com");
    }
}
