package io.cptm8.orchestratorm8.dispatch;

import io.cptm8.orchestratorm8.notify.Kind;
import io.cptm8.orchestratorm8.notify.Notice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells people what of a batch only they can mend: what has been parked, and what no queue takes. */
final class SettledNotices {

    private static final int REASONS = 3;

    private final Consumer<Notice> notices;

    SettledNotices(Consumer<Notice> notices) {
        this.notices = notices;
    }

    /** @param rows as settle.sql answers them: what is parked there is in the database by now */
    void parked(String scanner, List<Map<?, ?>> rows, Settlement settlement) {
        Set<Object> parked = rows.stream()
                .filter(row -> Boolean.TRUE.equals(row.get("parked")))
                .map(row -> row.get("request"))
                .collect(Collectors.toSet());
        if (!parked.isEmpty()) {
            var requests = settlement.getRequests();
            tell(Kind.PARKED, scanner, settlement, i -> parked.contains(requests[i]));
        }
    }

    void unroutable(String scanner, Settlement settlement) {
        var verdicts = settlement.getVerdicts();
        tell(Kind.UNROUTABLE, scanner, settlement, i -> verdicts[i].equals(Verdict.UNROUTABLE));
    }

    private void tell(Kind kind, String scanner, Settlement settlement, IntPredicate concerned) {
        var errors = settlement.getErrors();
        var places = IntStream.range(0, errors.length).filter(concerned).toArray();
        if (places.length > 0) {
            var reasons = IntStream.of(places)
                    .mapToObj(i -> String.valueOf(errors[i]))
                    .distinct()
                    .limit(REASONS)
                    .toList();
            notices.accept(new Notice.OfRequests(kind, scanner, places.length, reasons));
        }
    }
}
