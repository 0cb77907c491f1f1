package io.cptm8.orchestratorm8.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.target.Target.Refused;
import io.cptm8.orchestratorm8.target.Target.Valid;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DomainNamePropertyTest {

    /** Another is tried with -Dorchestratorm8.test.seed=…; the seed of a run is printed, so that a failure comes back. */
    private static final long SEED = Long.getLong("orchestratorm8.test.seed", 20_261_101);

    private static final int EACH = 13_000;
    private static final int STREAMS = 8;

    /** Written apart from the code that it judges. */
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+([a-z]+|xn--[a-z0-9-]*[a-z0-9])");

    private static final Pattern SAFE = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Co}]{1,200}");

    private static final SuffixOracle SUFFIXES = SuffixOracle.read();

    private static List<String> names;
    private static List<Valid> accepted;

    @BeforeAll
    static void generate() {
        System.out.println("DomainNamePropertyTest: -Dorchestratorm8.test.seed=" + SEED);
        NameGenerator generator = new NameGenerator(SEED);
        Attacks attacks = new Attacks(SEED, SUFFIXES.rules());
        names = Stream.of(
                        generator.ldhNames(EACH),
                        generator.hostileNames(EACH),
                        generator.noise(EACH),
                        generator.words(EACH),
                        attacks.spliced(EACH),
                        attacks.addresses(EACH),
                        attacks.sizes(EACH),
                        attacks.endings(EACH))
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
        assertThat(names).hasSize(STREAMS * EACH).hasSizeGreaterThan(100_000);
        assertThat(accepted.size()).isBetween(EACH / 2, 3 * EACH);
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
    void no_public_suffix_is_ever_accepted() {
        assertThat(accepted.stream().filter(valid -> SUFFIXES.isSuffix(valid.unicode())))
                .isEmpty();
    }

    @Test
    void no_address_is_ever_accepted_in_whatever_way_it_is_written() {
        assertThat(new Attacks(SEED, SUFFIXES.rules())
                        .addresses(EACH)
                        .filter(address -> DomainName.check(address) instanceof Valid))
                .isEmpty();
    }

    /** What is published is the name that was written and nothing that was made of it. */
    @Test
    void of_ascii_nothing_else_is_published_than_what_was_written_in_lower_case() {
        assertThat(names.stream()
                        .filter(name -> name.chars().allMatch(c -> c < 0x80))
                        .filter(name -> DomainName.check(name) instanceof Valid valid
                                && !valid.ascii()
                                        .equals(name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""))))
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
