package io.cptm8.orchestratorm8.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.target.Target.Refused;
import io.cptm8.orchestratorm8.target.Target.Valid;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DomainNamePropertyTest {

    private static final int EACH = 20_000;

    /** Written apart from the code that it judges. */
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+([a-z]+|xn--[a-z0-9-]*[a-z0-9])");

    private static final Pattern SAFE = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Co}]{1,200}");

    private static List<String> names;
    private static List<Valid> accepted;

    @BeforeAll
    static void generate() {
        NameGenerator generator = new NameGenerator(20_261_101);
        names = Stream.of(
                        generator.ldhNames(EACH),
                        generator.hostileNames(EACH),
                        generator.noise(EACH),
                        generator.words(EACH))
                .flatMap(each -> each)
                .toList();
        accepted = names.stream()
                .map(DomainName::check)
                .filter(Valid.class::isInstance)
                .map(Valid.class::cast)
                .toList();
    }

    @Test
    void the_generator_finds_enough_on_both_sides() {
        assertThat(names).hasSize(4 * EACH);
        assertThat(accepted.size()).isBetween(EACH / 2, 2 * EACH);
        assertThat(accepted.stream()
                        .filter(valid -> valid.ascii().contains("xn--"))
                        .count())
                .isGreaterThan(EACH / 4);
    }

    @Test
    void nothing_but_a_host_name_is_ever_accepted() {
        assertThat(accepted.stream()
                        .filter(valid -> !HOST_NAME.matcher(valid.ascii()).matches()))
                .isEmpty();
    }

    @Test
    void checking_what_was_accepted_changes_nothing() {
        assertThat(accepted.stream().filter(valid -> !isSame(DomainName.check(valid.ascii()), valid)))
                .isEmpty();
    }

    @Test
    void what_people_read_leads_back_to_what_is_published() {
        assertThat(accepted.stream().filter(valid -> !isSame(DomainName.check(valid.unicode()), valid)))
                .isEmpty();
    }

    @Test
    void a_trailing_dot_makes_no_difference_to_what_was_accepted() {
        assertThat(accepted.stream().filter(valid -> !isSame(DomainName.check(valid.ascii() + "."), valid)))
                .isEmpty();
    }

    @Test
    void a_reason_is_always_safe_to_log_and_to_store() {
        assertThat(names.stream()
                        .map(DomainName::check)
                        .filter(target -> target instanceof Refused refused
                                && !SAFE.matcher(refused.reason()).matches()))
                .isEmpty();
    }

    @Test
    void the_fast_path_and_the_thorough_one_agree() {
        List<String> plain = new NameGenerator(7)
                .ldhNames(2 * EACH)
                .filter(DomainName::isPlain)
                .toList();

        assertThat(plain.size()).isGreaterThan(EACH);
        assertThat(plain.stream().filter(name -> !agree(DomainName.checkPlain(name), UnicodeName.check(name))))
                .isEmpty();
    }

    private static boolean agree(Target fast, Target thorough) {
        return fast instanceof Valid valid ? isSame(thorough, valid) : thorough instanceof Refused;
    }

    /** Stricter than equality, which leaves out what people read. */
    private static boolean isSame(Target target, Valid expected) {
        return target.equals(expected) && ((Valid) target).unicode().equals(expected.unicode());
    }
}
