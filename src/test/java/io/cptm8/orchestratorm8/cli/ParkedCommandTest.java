package io.cptm8.orchestratorm8.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ParkedCommandTest {

    /** Colours, moves up, turns the direction of writing, and a control character of eight bits. */
    private static final String HOSTILE = "a\u001b[31m\u001b[1A\u202e\u009bmoc.example";

    private static final String HOSTILE_SHOWN = "a\\u001B[31m\\u001B[1A\\u202E\\u009Bmoc.example";

    @TempDir
    private Path temporary;

    private ParkedPlace place;

    @BeforeEach
    void prepare() throws IOException {
        place = new ParkedPlace(temporary);
    }

    @AfterEach
    void end() {
        place.close();
    }

    @Test
    void list_says_that_nothing_is_parked() throws IOException {
        var list = place.run("list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).isEqualToIgnoringNewLines("Nothing is parked.");
        assertThat(place.run("list", "--scanner", "num8").out()).contains("Nothing is parked for a scanner num8.");
        var json = new ObjectMapper().readTree(place.run("list", "--json").out());
        assertThat(json.path("inAll").asInt(-1)).isZero();
        assertThat(json.path("parked")).isEmpty();
    }

    @Test
    void list_has_the_oldest_first_and_says_how_many_there_are_in_all() throws IOException {
        var oldest = place.park("num8", "192.0.2.7", "ends in a number");
        var second = place.park("certm8", "localhost", "set aside");
        place.park("num8", "b.example", "NO_ROUTE");

        var all = place.run("list");
        assertThat(all.exitCode()).isZero();
        assertThat(all.out().lines()).hasSize(4);
        assertThat(all.out())
                .containsPattern("^request +scanner +name +since +attempts +last error\\R")
                .containsPattern(oldest + " +num8 +192.0.2.7 +2026-01-01T00:01:00Z +3 +ends in a number\\R" + second
                        + " +certm8 ");

        var some = place.run("list", "--limit", "2");
        assertThat(some.out().lines()).hasSize(4);
        assertThat(some.out()).contains("2 of 3 are shown; --limit shows more.").doesNotContain("b.example");

        var num8 = new ObjectMapper()
                .readTree(place.run("list", "--scanner=num8", "--limit=1", "--json")
                        .out());
        assertThat(num8.path("inAll").asInt()).isEqualTo(2);
        assertThat(num8.path("parked")).hasSize(1);
        assertThat(num8.at("/parked/0/request").asLong()).isEqualTo(oldest);
        assertThat(num8.at("/parked/0/parkedAt").asText()).isEqualTo("2026-01-01T00:01:00Z");
    }

    @Test
    void a_limit_out_of_bounds_is_refused() {
        for (var limit : new String[] {"0", "10001"}) {
            var refused = place.run("list", "--limit", limit);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("--limit " + limit + ": it can be 1 to 10000.");
        }
    }

    @Test
    void show_has_everything_and_says_what_to_do() throws IOException {
        var refused = place.park("num8", "192.0.2.7", "ends in a number");
        var sound = place.park("certm8", "b.example", "the last of all");

        var show = place.run("show", "" + refused);
        assertThat(show.exitCode()).isZero();
        assertThat(show.out())
                .containsPattern("request +" + refused + "\\R")
                .containsPattern("name +192.0.2.7\\R")
                .containsPattern("asked because +new\\R")
                .containsPattern("parked since +2026-01-01T00:01:00Z\\R")
                .containsPattern("attempts +3\\R")
                .containsPattern("first error +first of all\\R")
                .containsPattern("last error +ends in a number\\R")
                .contains("Correct the name in cptm8domain, which asks again.", "parked drop " + refused + " --why")
                .doesNotContain("parked retry");
        assertThat(place.run("show", "--domain", "b.example").out())
                .containsPattern("request +" + sound + "\\R")
                .contains("orchestratorm8 parked retry " + sound);

        var json = new ObjectMapper()
                .readTree(place.run("show", "" + sound, "--json").out());
        assertThat(json.at("/parked/0/lastError").asText()).isEqualTo("the last of all");
        assertThat(json.at("/parked/0/domain").asText()).hasSize(36);
        assertThat(json.at("/parked/0/cures")).hasSize(2);
    }

    @Test
    void show_tells_what_is_not_parked() throws IOException {
        var waiting = place.waiting("c.example");

        var show = place.run("show", "" + waiting);
        assertThat(show.exitCode()).isEqualTo(1);
        assertThat(show.out()).isEmpty();
        assertThat(show.err()).contains("Request " + waiting + " is not parked: it is waiting.");
        assertThat(place.run("show", "99999").err()).contains("There is no request 99999.");
        var nothing = place.run("show", "--domain", "c.example");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.err()).contains("Nothing is parked for a domain c.example.");
        var json = new ObjectMapper()
                .readTree(place.run("show", "" + waiting, "--json").out());
        assertThat(json.at("/notParked/0/state").asText()).isEqualTo("waiting");
    }

    @Test
    void show_wants_to_know_which_one() {
        assertThat(place.run("show").exitCode()).isEqualTo(2);
        var both = place.run("show", "1", "--domain", "b.example");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("Say which one: either REQUEST or --domain NAME.");
        assertThat(place.run("show", "first").exitCode()).isEqualTo(2);
    }

    @Test
    void a_hostile_name_and_error_do_not_move_the_terminal() throws IOException {
        var request = place.park("num8", HOSTILE, HOSTILE);

        for (var text : new String[] {
            place.run("list").out(), place.run("show", "" + request).out()
        }) {
            assertThat(text).contains(HOSTILE_SHOWN).doesNotContain("\u001b", "\u202e", "\u009b");
        }
        var json = place.run("list", "--json").out();
        assertThat(json).doesNotContain("\u001b", "\u202e", "\u009b");
        assertThat(new ObjectMapper().readTree(json).at("/parked/0/name").asText())
                .isEqualTo(HOSTILE);
        var nobody = place.run("show", "--domain", HOSTILE + "x");
        assertThat(nobody.err()).contains(HOSTILE_SHOWN + "x").doesNotContain("\u001b", "\u202e", "\u009b");
        assertThat(place.run("retry", "" + request).out())
                .contains(HOSTILE_SHOWN)
                .doesNotContain("\u001b", "\u202e", "\u009b");
    }

    @Test
    void without_a_word_what_to_do_the_ways_are_shown() {
        var none = place.run();
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("list", "show", "retry", "drop");
    }

    @Test
    void a_user_who_may_not_is_told_the_grants_and_with_them_may() throws IOException {
        var request = place.park("num8", "b.example", "x");
        place.database.executeAsSuperuser("CREATE ROLE clerk LOGIN PASSWORD '%s'"
                .formatted(place.database.address().password()));
        place.user("clerk");
        try {
            var refused = place.run("retry", "" + request);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("does not let user \"clerk\" do this", "Nothing was changed.", "GRANT USAGE");
            assertThat(place.state(request)).isEqualTo("parked");

            place.database.executeAsSuperuser(
                    refused.err().substring(refused.err().indexOf("GRANT USAGE")));
            assertThat(place.run("retry", "" + request).exitCode()).isZero();
        } finally {
            place.database.executeAsSuperuser("DROP OWNED BY clerk; DROP ROLE clerk;");
        }
    }

    @Test
    void a_database_that_is_not_prepared_or_not_there_is_told() {
        place.database.execute("DROP SCHEMA orchestratorm8 CASCADE");
        var unprepared = place.run("list");
        assertThat(unprepared.exitCode()).isEqualTo(2);
        assertThat(unprepared.err()).contains("is not prepared for this version", "orchestratorm8 launch");

        var none = place.run("list", "--embedded");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("no launch --embedded runs from this installation");
    }
}
