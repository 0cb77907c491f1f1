package io.cptm8.orchestratorm8.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.target.DomainName;
import io.cptm8.orchestratorm8.target.Target;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class MarkTest {

    private static final int[] NUMBERS = {0, 1, 2, 255, 65_536, Load.MOST_DOMAINS - 1};

    @Test
    void every_name_passes_the_guard_and_ends_where_nobody_owns_one() {
        var mark = Mark.fresh();
        for (var number : NUMBERS) {
            assertThat(DomainName.check(mark.name(number))).isInstanceOf(Target.Valid.class);
            assertThat(mark.name(number)).endsWith(".example").hasSizeLessThan(200);
        }
        assertThat(mark.company()).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void an_id_tells_its_number_and_no_two_are_the_same() {
        var mark = new Mark("fedcba98");
        var ids = new HashSet<>();
        for (int number = 0; number < 100_000; number++) {
            assertThat(Mark.number(mark.id(number))).isEqualTo(number);
            ids.add(mark.id(number));
        }
        assertThat(ids).hasSize(100_000);
    }

    @Test
    void ids_lie_in_the_runs_own_range_and_are_of_a_version_that_nobody_makes_at_random() {
        var mark = new Mark("00c0ffee");
        for (var number : NUMBERS) {
            var id = mark.id(number);
            assertThat(id.toString()).startsWith("00c0ffee-10ad-8e57-8000-");
            assertThat(id.version()).isEqualTo(8);
            assertThat(id.toString())
                    .isBetween(mark.first().toString(), mark.last().toString());
        }
    }
}
