package io.cptm8.orchestratorm8.launch;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.cptm8.orchestratorm8.api.Api;
import io.cptm8.orchestratorm8.config.Redaction;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.dispatch.ClaimTerms;
import io.cptm8.orchestratorm8.dispatch.Claimed;
import io.cptm8.orchestratorm8.dispatch.Claims;
import io.cptm8.orchestratorm8.dispatch.DispatchMeters;
import io.cptm8.orchestratorm8.dispatch.DomainMessage;
import io.cptm8.orchestratorm8.dispatch.Guard;
import io.cptm8.orchestratorm8.dispatch.Published;
import io.cptm8.orchestratorm8.dispatch.Receipts;
import io.cptm8.orchestratorm8.dispatch.Settled;
import io.cptm8.orchestratorm8.dispatch.SettlementStrategy;
import io.cptm8.orchestratorm8.dispatch.StartMessage;
import io.cptm8.orchestratorm8.dispatch.StartOutcome;
import io.cptm8.orchestratorm8.dispatch.StartStrategy;
import io.cptm8.orchestratorm8.dispatch.Token;
import io.cptm8.orchestratorm8.http.Health;
import io.cptm8.orchestratorm8.http.Ready;
import io.cptm8.orchestratorm8.http.Scrape;
import io.cptm8.orchestratorm8.ledger.HandOver;
import io.cptm8.orchestratorm8.ledger.Heard;
import io.cptm8.orchestratorm8.ledger.LedgerPlaces;
import io.cptm8.orchestratorm8.metrics.InstanceGauges;
import io.cptm8.orchestratorm8.metrics.QueryTimer;
import io.cptm8.orchestratorm8.metrics.RouteFileMeters;
import io.cptm8.orchestratorm8.metrics.WaitingGauges;
import io.cptm8.orchestratorm8.notify.DueNotices;
import io.cptm8.orchestratorm8.notify.NoticeMessage;
import io.cptm8.orchestratorm8.notify.NoticeMeters;
import io.cptm8.orchestratorm8.notify.NoticeOutcome;
import io.cptm8.orchestratorm8.notify.Notices;
import io.cptm8.orchestratorm8.page.Events;
import io.cptm8.orchestratorm8.page.Overview;
import io.cptm8.orchestratorm8.page.Page;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.postgres.DueScanners;
import io.cptm8.orchestratorm8.postgres.listen.ListenSession;
import io.cptm8.orchestratorm8.postgres.listen.PgListenComponent;
import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.rabbitmq.BytesOnly;
import io.cptm8.orchestratorm8.rabbitmq.ConnectionFactories;
import io.cptm8.orchestratorm8.rabbitmq.Topology;
import io.cptm8.orchestratorm8.rabbitmq.publish.RabbitmqPublishComponent;
import io.cptm8.orchestratorm8.ring.HopEvent;
import io.cptm8.orchestratorm8.ring.HopLook;
import io.cptm8.orchestratorm8.ring.NextRound;
import io.cptm8.orchestratorm8.ring.Recovered;
import io.cptm8.orchestratorm8.ring.Restarted;
import io.cptm8.orchestratorm8.ring.RingMeters;
import io.cptm8.orchestratorm8.ring.SecondToken;
import io.cptm8.orchestratorm8.ring.Surplus;
import io.cptm8.orchestratorm8.scanner.NextFire;
import io.cptm8.orchestratorm8.scanner.ScannerStates;
import io.cptm8.orchestratorm8.why.WhyNot;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * Everything that routes refer to by name, made from the settings and wired by hand. Making it opens no connection
 * and starts no thread but idle ones, so that routes can be checked against the very same names.
 */
final class Services implements AutoCloseable {

    private static final int SETTLERS = 4;
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    final HikariDataSource dataSource;
    final CachingConnectionFactory connectionFactory;
    final Broker broker;
    final Topology topology;
    final ListenSession session;
    final Claims claims = new Claims();
    final ClaimTerms claimTerms;
    final ScannerStates states = new ScannerStates();
    final WaitingGauges waitingGauges;
    final RouteFileMeters routeFiles;
    final PrometheusMeterRegistry meters;
    final Events events;
    final Api api;
    private final Ready ready;
    final Notices notices;
    final InstanceNotices instanceNotices;
    private final ExecutorService settlers;
    private final ScheduledThreadPoolExecutor throttles;
    private final Map<String, Object> names = new LinkedHashMap<>();

    /** @param meters counts what these services do */
    Services(Settings settings, Clock clock, PrometheusMeterRegistry meters) {
        this.meters = meters;
        dataSource = Databases.pool(settings.database());
        dataSource.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        connectionFactory = ConnectionFactories.pool(settings.rabbitmq(), meters);
        broker = new Broker(
                connectionFactory,
                settings.rabbitmq().retryDelay(),
                settings.rabbitmq().where());
        topology = new Topology(broker);
        session = new ListenSession(
                () -> Databases.session(settings.database(), "listen"),
                Databases.CHANNEL,
                HEARTBEAT,
                Services.class.getPackage().getImplementationVersion());
        var noticeMeters = new NoticeMeters(meters);
        notices = new Notices(clock, System::nanoTime, noticeMeters);
        notices.use(settings.notices().enabled(), settings.notices().every());
        instanceNotices = new InstanceNotices(notices::tell, session::isLeader);
        session.onLead(instanceNotices::beginsToLead);
        claimTerms = new ClaimTerms(settings.dispatch(), claims);
        InstanceGauges.show(meters, session::isLeader, claims::count);
        waitingGauges = new WaitingGauges(meters);
        routeFiles = new RouteFileMeters(meters);
        settlers = Executors.newFixedThreadPool(SETTLERS, daemon("orchestratorm8-settler"));
        throttles = new ScheduledThreadPoolExecutor(1, daemon("orchestratorm8-throttles"));
        // A throttle plans its own removal at each message, and takes the one before back.
        throttles.setRemoveOnCancelPolicy(true);

        var listen = new PgListenComponent();
        var queryTimer = new QueryTimer(meters);
        listen.setSession(session);
        listen.setQuestion(new DueScanners(
                dataSource, settings.database().pool().connectTimeout(), queryTimer.named("due-scanners"))::names);
        names.put("pg-listen", listen);
        var publish = new RabbitmqPublishComponent();
        publish.setBroker(broker);
        publish.setMeters(meters);
        publish.setWindow(settings.dispatch().window());
        publish.setConfirmTimeout(settings.dispatch().confirmTimeout());
        names.put("rabbitmq-publish", publish);

        names.put("dataSource", dataSource);
        names.put("connectionFactory", connectionFactory);
        names.put("meterRegistry", meters);
        names.put("queryTimer", queryTimer);
        names.put("broker", broker);
        names.put("throttles", throttles);
        names.put("dueNotices", new DueNotices(notices));
        names.put("noticeMessage", new NoticeMessage(shown(settings)));
        names.put("noticeOutcome", new NoticeOutcome(notices, noticeMeters));
        dispatch(meters);
        ring(meters);
        names.put("nextFire", new NextFire());
        names.put("waitingGauges", waitingGauges);
        names.put("health", new Health(clock));
        ready = new Ready(
                clock,
                dataSource,
                broker,
                topology,
                session,
                claims::count,
                states,
                shown(settings),
                settings.http().requireConsumer());
        names.put("ready", ready);
        names.put("metrics", new Scrape(meters));
        var overview = new Overview(clock, dataSource, ready, meters);
        events = new Events(overview, meters);
        names.put("page", new Page());
        names.put("overview", overview);
        api = new Api(settings.api().keysFile(), dataSource, new WhyNot(settings.database(), dataSource), meters);
        names.putAll(api.steps());
    }

    private void dispatch(PrometheusMeterRegistry meters) {
        var published = new Published();
        var dispatchMeters = new DispatchMeters(meters, states);
        names.put("published", published);
        names.put("claimTerms", claimTerms);
        names.put("claimed", new Claimed(claims));
        names.put("guard", new Guard());
        names.put("domainMessage", new DomainMessage());
        names.put("settlement", new SettlementStrategy(published, dispatchMeters));
        names.put("receipts", new Receipts(published, dispatchMeters, settlers));
        names.put("settled", new Settled(published, claims, dispatchMeters, notices::tell));
        names.put("start", new StartStrategy());
        names.put("token", new Token(new LedgerPlaces(dataSource), topology::waiting));
        names.put("startMessage", new StartMessage(session::hasResigned));
        names.put("startOutcome", new StartOutcome(published, dispatchMeters, topology::waiting, notices::tell));
    }

    private void ring(PrometheusMeterRegistry meters) {
        names.put("handOver", new HandOver(meters));
        names.put("heard", new Heard(dataSource));
        var ringMeters = new RingMeters(meters);
        names.put("leadership", session);
        names.put("hopLook", new HopLook(topology::depth));
        names.put("hopEvent", new HopEvent(ringMeters, notices::tell));
        names.put("nextRound", new NextRound());
        names.put("surplus", new Surplus(topology::take));
        names.put("secondToken", new SecondToken(topology::intercept, dataSource, ringMeters, notices::tell));
        names.put("restarted", new Restarted(topology::declareAgain, notices::tell));
        names.put("recovered", new Recovered(ringMeters, notices::tell));
        names.put("bytesOnly", new BytesOnly());
    }

    /** What may be read over HTTP: no secret, and not where the installation is. */
    static UnaryOperator<String> shown(Settings settings) {
        var redaction = Redaction.of(settings);
        return text -> redaction
                .apply(text)
                .replace(settings.home() + File.separator, "")
                .replace(settings.source() + File.separator, "");
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Takes over what can change while this runs. */
    void use(Settings settings) {
        claimTerms.use(settings.dispatch());
        notices.use(settings.notices().enabled(), settings.notices().every());
        ready.requireConsumer(settings.http().requireConsumer());
    }

    /** What the routes may refer to, by name. */
    Map<String, Object> names() {
        return Map.copyOf(names);
    }

    @Override
    public void close() {
        session.close();
        broker.close();
        connectionFactory.destroy();
        settlers.shutdownNow();
        throttles.shutdownNow();
        dataSource.close();
    }
}
