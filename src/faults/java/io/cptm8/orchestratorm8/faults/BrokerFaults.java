package io.cptm8.orchestratorm8.faults;

import io.cptm8.orchestratorm8.testing.FaultProxy.Direction;
import io.cptm8.orchestratorm8.testing.Wire;
import java.time.Duration;
import java.util.List;

/** What happens to RabbitMQ and to the way to it. */
final class BrokerFaults {

    private static final Duration SLOW = Duration.ofMillis(20);
    private static final String EXCHANGE = "cptm8";
    private static final String BINDING = "cptm8.faultm8.#";
    private static final String SMALL_QUEUE =
            Home.parameter("queueArguments", "x-max-length=100,x-overflow=reject-publish");

    private BrokerFaults() {}

    static List<Fault> all() {
        return List.of(
                Rounds.of("broker-restarted", rig -> {
                    rig.site().node().stop();
                    rig.site().node().start();
                }),
                Rounds.of("broker-kill-9", rig -> {
                    rig.site().node().kill();
                    rig.site().node().start();
                }),
                Rounds.of(
                        "connections-closed",
                        rig -> rig.site()
                                .node()
                                .closeAllConnections(rig.broker().virtualHost(), "a fault that was asked for")),
                Rounds.of("channels-closed", BrokerFaults::forbid),
                Rounds.of("exchange-deleted", BrokerFaults::deleteExchange),
                Rounds.of("binding-removed", BrokerFaults::unbind),
                Rounds.of("queue-deleted", BrokerFaults::deleteQueue),
                Rounds.of("queue-full", BrokerFaults::fullQueue)
                        .with(Outfit.of(Home.perDomain(SMALL_QUEUE)).refusing()),
                Rounds.of("memory-alarm", rig -> {
                    rig.site().node().setMemoryAlarm(true);
                    Poll.pass(3);
                    rig.site().node().setMemoryAlarm(false);
                }),
                Rounds.of("broker-silent", rig -> {
                    rig.toBroker().blackhole(true);
                    Poll.pass(3);
                    rig.toBroker().blackhole(false);
                }),
                Rounds.of("broker-cut-off", rig -> {
                    rig.toBroker().refuse(true);
                    rig.toBroker().cutAll();
                    Poll.pass(3);
                    rig.toBroker().refuse(false);
                }),
                Rounds.of("broker-slow", rig -> {
                    rig.toBroker().slow(SLOW);
                    Poll.pass(2);
                    rig.toBroker().slow(Duration.ZERO);
                }),
                Rounds.of("confirms-lost-on-the-way-back", rig -> {
                    rig.toBroker().blackhole(Direction.TO_CLIENT, true);
                    Poll.pass(3);
                    rig.toBroker().blackhole(Direction.TO_CLIENT, false);
                }));
    }

    /** Each channel that a message is published on is closed with 403 ACCESS_REFUSED; the connection stays. */
    private static void forbid(Rig rig) throws Exception {
        var virtualHost = rig.broker().virtualHost();
        rig.site().node().permit(virtualHost, ".*", "^$", ".*");
        Poll.pass(2);
        rig.site().node().permit(virtualHost, ".*", ".*", ".*");
    }

    private static void deleteExchange(Rig rig) throws Exception {
        try (var wire = Wire.to(rig.broker())) {
            wire.channel().exchangeDelete(EXCHANGE);
            Poll.pass(1);
            wire.topic(EXCHANGE).bind(Home.QUEUE, EXCHANGE, BINDING);
        }
    }

    private static void unbind(Rig rig) throws Exception {
        try (var wire = Wire.to(rig.broker())) {
            wire.unbind(Home.QUEUE, EXCHANGE, BINDING);
            Poll.pass(1);
            wire.bind(Home.QUEUE, EXCHANGE, BINDING);
        }
    }

    /** What a queue had goes with it; that it was accepted is all that is promised. */
    private static void deleteQueue(Rig rig) throws Exception {
        try (var wire = Wire.to(rig.broker())) {
            wire.channel().queueDelete(Home.QUEUE);
            // The broker's word for what was on its way then is written within a moment. Whatever is accepted later on,
            // while there is no queue, is wrong.
            Poll.pass(0.5);
            rig.messages().wentWithQueue();
            Poll.pass(1.5);
            wire.queue(Home.QUEUE).bind(Home.QUEUE, EXCHANGE, BINDING);
        }
    }

    /** Full for a second, and then somebody takes messages out. */
    private static void fullQueue(Rig rig) throws Exception {
        Poll.pass(1);
        while (rig.count("SELECT count(*) FROM orchestratorm8.request WHERE state = 'waiting'") > 0) {
            rig.messages().take();
        }
    }
}
