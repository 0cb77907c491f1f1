package io.cptm8.orchestratorm8.cli;

import static io.cptm8.orchestratorm8.cli.ParkedTexts.shown;
import static io.cptm8.orchestratorm8.cli.ParkedTexts.time;

import io.cptm8.orchestratorm8.why.Answer;
import io.cptm8.orchestratorm8.why.RingAnswer;
import io.cptm8.orchestratorm8.why.ScannerAnswer;
import java.time.Duration;
import java.time.Instant;

/** An answer in words. What others have written is made legible, and nothing of it moves a terminal. */
final class WhyTexts {

    private WhyTexts() {}

    static String text(Answer answer, Instant now) {
        var table = new TextTable()
                .row(
                        shown(answer.name()),
                        answer.enabled()
                                ? "enabled" + (answer.company() == null ? "" : ", of " + shown(answer.company()))
                                : "disabled: nothing asks for it until enabled is true in cptm8domain");
        answer.scanners().forEach(each -> table.row(each.scanner(), words(each, now)));
        answer.rings().forEach(each -> table.row("ring " + each.ring(), words(each, now)));
        if (answer.instances() == 0) {
            table.row("instances", "none is seen to listen on this database: nothing is sent until one runs");
        } else if (!answer.led()) {
            table.row("instances", "none leads: no ring is started, and nothing is asked for at its scheduled time");
        }
        return table.toString();
    }

    static String words(ScannerAnswer answer, Instant now) {
        var since = ago(answer.since(), now);
        return switch (answer.state()) {
            case DISABLED -> "not asked for while the domain is disabled";
            case NEVER_ASKED ->
                answer.reason() == null
                        ? "never asked for; a change of the domain asks, or the next scheduled time"
                        : "not yet asked for by the pass over all domains that is under way (%s)"
                                .formatted(shown(answer.reason()));
            case PARKED ->
                "parked since %s: %s. Not sent until the name is corrected, or \"orchestratorm8 parked\" retries it."
                        .formatted(since, shown(answer.error()));
            case CANCELLED ->
                "cancelled: the domain was disabled after it was asked for, or it was given up (%s)"
                        .formatted(shown(answer.error()));
            case BEING_SENT -> "being sent now, asked for %s (%s)".formatted(since, shown(answer.reason()));
            case HELD ->
                "%s; asked for because: %s%s"
                        .formatted(
                                HeldTexts.words(answer.hold(), now),
                                shown(answer.reason()),
                                answer.error() == null ? "" : "; the last try: " + shown(answer.error()));
            case RETRYING ->
                "tried %s and not accepted, again at %s: %s"
                        .formatted(times(answer.attempts()), time(answer.until()), shown(answer.error()));
            case COOLING_DOWN ->
                "cooling down until %s, asked for %s (%s)"
                        .formatted(time(answer.until()), since, shown(answer.reason()));
            case WAITING ->
                "waiting since %s, %s in the queue (%s)%s"
                        .formatted(
                                since,
                                place(answer.position()),
                                shown(answer.reason()),
                                answer.error() == null ? "" : "; the last try: " + shown(answer.error()));
            case ACCEPTED -> "message accepted by the broker %s (%s)".formatted(since, shown(answer.reason()));
            case NEXT_ROUND ->
                "the next round of its ring is for it, asked for %s (%s); when it was looked at, %s%s"
                        .formatted(
                                since,
                                shown(answer.reason()),
                                shown(answer.error()),
                                answer.hold() == null ? "" : "; " + HeldTexts.words(answer.hold(), now));
            case COVERED -> "covered by a round that has begun since, %s (%s)".formatted(since, shown(answer.reason()));
            case ALREADY_WAITING ->
                "covered by a start that was waiting already, %s (%s)".formatted(since, shown(answer.reason()));
        };
    }

    static String words(RingAnswer answer, Instant now) {
        if (answer.run() == null) {
            return "no run was heard of yet";
        }
        if (answer.scanner() == null) {
            return "nothing runs; run %d ended %s, %s%s"
                    .formatted(
                            answer.run(),
                            ago(answer.since(), now),
                            answer.outcome(),
                            answer.roundAt() == null ? "" : "; the next round is due " + time(answer.roundAt()));
        }
        return "run %d is at %s since %s, usually %s%s%s%s"
                .formatted(
                        answer.run(),
                        answer.scanner(),
                        ago(answer.since(), now),
                        answer.usuallySeconds() == null ? "not known yet" : Span.of(answer.usuallySeconds()),
                        answer.state() == null ? "" : "; " + answer.state(),
                        answer.restarts() == 0 ? "" : ", started again " + times(answer.restarts()),
                        answer.why() == null ? "" : "; " + shown(answer.why()));
    }

    static String ago(Instant time, Instant now) {
        return time == null
                ? "-"
                : "%s (%s ago)"
                        .formatted(
                                time(time), Span.of(Duration.between(time, now).toSeconds()));
    }

    private static String place(long position) {
        return position > ScannerAnswer.COUNTED
                ? "beyond number %,d".formatted(ScannerAnswer.COUNTED)
                : "number " + position;
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
