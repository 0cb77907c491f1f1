package io.cptm8.orchestratorm8.cli;

import static io.cptm8.orchestratorm8.cli.ParkedTexts.shown;

import io.cptm8.orchestratorm8.operate.Held;
import io.cptm8.orchestratorm8.operate.Plan;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.target.DomainName;
import io.cptm8.orchestratorm8.target.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run by hand would send, and what would keep it back.
 *
 * @param oneToken whether a ring that is busy is not started
 */
record PlanTexts(Scanner file, Plan plan, boolean oneToken) {

    /** Whether the guard would let nothing of it out. */
    static boolean isRefused(Plan.Target target) {
        return !target.enabled() || DomainName.check(target.name()) instanceof Target.Refused;
    }

    boolean wouldBeSent() {
        return plan.count() > 0
                && plan.refused() == 0
                && obstacles(Instant.EPOCH).isEmpty()
                && plan.first().stream().allMatch(each -> each.coolsUntil() == null);
    }

    String text(Instant now) {
        var text = new StringBuilder();
        text.append("%s would get %s: exchange %s, routing key %s, for queue %s.%n"
                .formatted(file.name(), messages(), file.exchange(), file.key(), file.queue()));
        obstacles(now).forEach(each -> text.append("Kept back: %s.%n".formatted(each)));
        var table = new TextTable();
        plan.first().forEach(each -> table.row("  " + shown(each.name()), note(each)));
        text.append(table);
        if (plan.count() > plan.first().size()) {
            text.append("  and %d more%n".formatted(plan.count() - plan.first().size()));
        }
        return text.append("This is a dry run: nothing was written.%n".formatted())
                .toString();
    }

    private long sent() {
        var domains = plan.count() - plan.refused();
        return file.startsRing() ? Math.min(1, domains) : domains;
    }

    private String messages() {
        if (sent() == 0) {
            return "nothing";
        }
        var domains = plan.count() - plan.refused();
        return file.startsRing()
                ? "one start, which stands for %d %s".formatted(domains, domains == 1 ? "domain" : "domains")
                : domains == 1 ? "1 message" : "%d messages, one for each domain".formatted(domains);
    }

    private List<String> obstacles(Instant now) {
        var obstacles = new ArrayList<String>();
        plan.hold().ifPresent(hold -> obstacles.add(HeldTexts.words(hold, now)));
        if (!file.enabled()) {
            obstacles.add("its file says enabled: false, so no instance sends it");
        }
        busy().ifPresent(obstacles::add);
        return obstacles;
    }

    private java.util.Optional<String> busy() {
        return plan.busy()
                .filter(token -> oneToken && file.startsRing())
                .map(token -> "ring busy: run %d is at %s; the next round of the ring is for it"
                        .formatted(token.run(), token.scanner()));
    }

    private static String note(Plan.Target target) {
        if (!target.enabled()) {
            return "refused: it is disabled in cptm8domain";
        }
        if (DomainName.check(target.name()) instanceof Target.Refused refused) {
            return "kept back, it would be parked: " + refused.reason();
        }
        if (target.coolsUntil() != null) {
            return "kept back until " + ParkedTexts.time(target.coolsUntil()) + ": the last one was not long ago";
        }
        return "parked".equals(target.state())
                ? "is parked now (%s) and asked for again".formatted(shown(target.error()))
                : "";
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("dryRun", true);
        json.put("scanner", file.name());
        json.put("style", file.template());
        json.put("exchange", file.exchange());
        json.put("routingKey", file.key());
        json.put("queue", file.queue());
        json.put("messages", sent());
        json.put("domainsInAll", plan.count());
        json.put("hold", plan.hold().map(Held::json).orElse(null));
        json.put("enabled", file.enabled());
        json.put("ringBusy", busy().orElse(null));
        json.put("domains", plan.first().stream().map(PlanTexts::json).toList());
        return json;
    }

    private static Map<String, Object> json(Plan.Target target) {
        var json = new LinkedHashMap<String, Object>();
        json.put("domain", target.id());
        json.put("name", target.name());
        json.put("note", note(target).isEmpty() ? null : note(target));
        return json;
    }
}
