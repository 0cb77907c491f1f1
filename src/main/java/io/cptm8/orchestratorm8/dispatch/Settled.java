package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.notify.Notice;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After the verdicts are in the database: says in one line what became of the batch, and forgets what was remembered
 * of it, the published messages and the claim.
 */
public final class Settled implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Settled.class);
    /** Whether settle.sql has passed over rows that the claim still holds, so that it should be run again. */
    private static final String AGAIN = "settleAgain";
    /** A tenth of a second apart, as settle.yaml has it. */
    private static final int MOST_WRITES = 50;

    private static final Set<String> GOOD = Set.of(Verdict.ACCEPTED, Verdict.CANCELLED, Verdict.RELEASED);

    private final Published published;
    private final Claims claims;
    private final DispatchMeters meters;
    private final SettledNotices notices;

    public Settled(Published published, Claims claims, DispatchMeters meters, Consumer<Notice> notices) {
        this.published = published;
        this.claims = claims;
        this.meters = meters;
        this.notices = new SettledNotices(notices);
    }

    @Override
    public void process(Exchange exchange) {
        var body = exchange.getMessage().getBody();
        if (body instanceof Settlement settlement) {
            settled(exchange.getMessage(), settlement);
        } else if (body instanceof Start start) {
            published.written(List.of(start.messageId()));
            start.tokens().forEach(claims::settled);
        }
    }

    private void settled(Message message, Settlement settlement) {
        var writes = settlement.countWrite();
        var rows = rows(message);
        var answer = answer(rows);
        published.written(settlement.messageIdsOf(answer.get(true)));
        // What is passed over for so long is remembered until it is claimed again.
        var again = !answer.get(false).isEmpty() && writes < MOST_WRITES;
        message.setHeader(AGAIN, again);
        if (writes == 1) {
            report(message.getHeader(ClaimTerms.SCANNER, String.class), settlement);
            notices.unroutable(message.getHeader(ClaimTerms.SCANNER, String.class), settlement);
        }
        notices.parked(message.getHeader(ClaimTerms.SCANNER, String.class), rows, settlement);
        reportGivenUp(message.getHeader(ClaimTerms.SCANNER, String.class), rows, settlement);
        reportRefused(
                message.getHeader(ClaimTerms.SCANNER, String.class),
                settlement.countRefused(
                        answer.get(true).size(), answer.get(false).size()));
        if (!again && settlement.getDomains() == 0) {
            claims.settled(message.getHeader(ClaimTerms.CLAIM, String.class));
        }
    }

    private static List<Map<?, ?>> rows(Message message) {
        List<?> rows = message.getHeader("written", List.of(), List.class);
        message.removeHeader("written");
        return rows.stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList();
    }

    /** Requests that settle.sql has written, under true, and those that it passed over, under false. */
    private static Map<Boolean, Set<Object>> answer(List<Map<?, ?>> rows) {
        return rows.stream()
                .collect(Collectors.partitioningBy(
                        row -> Boolean.TRUE.equals(row.get("written")),
                        Collectors.mapping(row -> row.get("request"), Collectors.toSet())));
    }

    /** Those that settle.sql has parked of its own accord, since they had failed often enough. */
    private static void reportGivenUp(String scanner, List<Map<?, ?>> rows, Settlement settlement) {
        var givenUp = rows.stream()
                .filter(row -> Boolean.TRUE.equals(row.get("parked")))
                .filter(row -> settlement.isNotSent(row.get("request")))
                .count();
        if (givenUp > 0) {
            LOG.warn(
                    "{}: {} given up after dispatch.attempts, and parked: \"orchestratorm8 parked list\" has them.",
                    scanner,
                    givenUp);
        }
    }

    /** A lease had lapsed, or a write whose answer was lost is repeated. */
    private void reportRefused(String scanner, int refused) {
        if (refused > 0) {
            meters.refusedSettles(scanner, refused);
            LOG.warn(
                    "{}: {} not settled: this claim holds them no more. Another has them, or an earlier write of this came through.",
                    scanner,
                    refused);
        }
    }

    private static void report(String scanner, Settlement settlement) {
        var verdicts = Arrays.asList(settlement.getVerdicts());
        var counts = new TreeSet<>(verdicts)
                .stream()
                        .map(verdict -> Collections.frequency(verdicts, verdict) + " " + verdict)
                        .collect(Collectors.joining(", "));
        if (GOOD.containsAll(verdicts) && Arrays.stream(settlement.getErrors()).allMatch(Objects::isNull)) {
            LOG.info("{}: {}", scanner, counts);
        } else {
            var reason = Arrays.stream(settlement.getErrors())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("");
            LOG.warn("{}: {}; the first because of: {}", scanner, counts, reason);
        }
    }
}
