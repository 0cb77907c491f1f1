package io.cptm8.orchestratorm8.notify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Notices of one kind that are told as one. Bounded: it has some examples, and counts the rest. */
final class Gathering {

    private static final int EXAMPLES = 3;
    /** Characters of an example, or of one notice that is told alone. A name in it may be somebody's joke. */
    private static final int LONGEST = 500;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final String scanner;
    private final Notice only;
    private final Instant first;
    private final List<String> examples = new ArrayList<>();
    private Instant last;
    private long notices;
    private long events;

    /** @param scanner empty: of several scanners, or of none */
    Gathering(String scanner, Notice notice, Instant at) {
        this.scanner = scanner;
        only = notice;
        first = at;
        add(notice, at);
    }

    void add(Notice notice, Instant at) {
        last = at;
        notices++;
        events += notice.events();
        for (var example : notice.examples()) {
            var named = cut(
                    scanner.isEmpty() && notice instanceof Notice.OfRequests
                            ? notice.scanner() + ": " + example
                            : example);
            if (examples.size() < EXAMPLES && !examples.contains(named)) {
                examples.add(named);
            }
        }
    }

    Instant first() {
        return first;
    }

    String text() {
        if (notices == 1) {
            return "OrchestratorM8: %s%s (%s UTC)"
                    .formatted(cut(only.text()), only.kind().advice(), moment(first));
        }
        var more = events - examples.size();
        return String.format(
                Locale.ROOT,
                "OrchestratorM8: %s%,d more %s, from %s to %s UTC: %s%s%s",
                scanner.isEmpty() ? "" : scanner + ": ",
                events,
                only.kind().several(),
                moment(first),
                day(first).equals(day(last)) ? time(last) : moment(last),
                String.join("; ", examples),
                more > 0 ? String.format(Locale.ROOT, "; and %,d more", more) : "",
                only.kind().advice());
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static String time(Instant at) {
        return TIME.format(at.atZone(ZoneOffset.UTC));
    }

    private static String moment(Instant at) {
        return day(at) + " " + time(at);
    }

    /** Without the signs that begin an element, for a page that shows it as it is. */
    private static String cut(String unsafe) {
        var text = unsafe.replace('<', '‹').replace('>', '›');
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
