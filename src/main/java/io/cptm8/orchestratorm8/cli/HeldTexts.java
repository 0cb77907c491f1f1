package io.cptm8.orchestratorm8.cli;

import static io.cptm8.orchestratorm8.cli.ParkedTexts.shown;
import static io.cptm8.orchestratorm8.cli.ParkedTexts.time;

import io.cptm8.orchestratorm8.operate.Held;
import java.time.Instant;

/** Words for a hold. Names and reasons are what people typed, and nothing of them moves a terminal. */
final class HeldTexts {

    private HeldTexts() {}

    static String words(Held held, Instant now) {
        return "%sheld by %s since %s%s: %s"
                .formatted(
                        held.scanner() == null ? "with all scanners " : "",
                        shown(held.who()),
                        WhyTexts.ago(held.since(), now),
                        held.until() == null ? ", until somebody resumes it" : " until " + time(held.until()),
                        shown(held.reason()));
    }

    /** @param scanner null: every scanner */
    static String scanner(String scanner) {
        return scanner == null ? "every scanner" : shown(scanner);
    }
}
