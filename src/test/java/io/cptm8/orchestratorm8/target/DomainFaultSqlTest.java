package io.cptm8.orchestratorm8.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.target.Target.Refused;
import io.cptm8.orchestratorm8.testing.PreparedDatabase;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The check that is offered in SQL, held against the one that decides. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DomainFaultSqlTest {

    private static final long SEED = Long.getLong("orchestratorm8.test.seed", 20_261_129);
    private static final int EACH = 4_000;

    /** What SQL says of each name; empty: nothing is wrong. */
    private static Map<String, Optional<String>> inSql;

    @BeforeAll
    static void judge() throws SQLException {
        System.out.println("DomainFaultSqlTest: -Dorchestratorm8.test.seed=" + SEED);
        var generator = new NameGenerator(SEED);
        var attacks = new Attacks(SEED, SuffixOracle.read().rules());
        var names = Stream.of(
                        generator.ldhNames(EACH),
                        generator.hostileNames(EACH),
                        generator.words(EACH),
                        attacks.spliced(EACH),
                        attacks.addresses(EACH),
                        attacks.sizes(EACH),
                        attacks.endings(EACH),
                        everyAsciiCharacter(),
                        reserved())
                .flatMap(each -> each)
                .filter(DomainFaultSqlTest::canBeStored)
                .distinct()
                .toList();
        inSql = ask(names);
    }

    @Test
    void of_ascii_names_sql_and_the_program_say_the_same_but_for_public_suffixes() {
        var decided = inSql.keySet().stream()
                .filter(name -> isAscii(name) && !hasAceLabel(name))
                .toList();

        assertThat(decided).hasSizeGreaterThan(10_000);
        assertThat(decided).filteredOn(name -> inSql.get(name).isEmpty()).hasSizeGreaterThan(3_000);
        assertThat(decided).filteredOn(name -> inSql.get(name).isPresent()).hasSizeGreaterThan(3_000);
        assertThat(decided)
                .filteredOn(name -> !isPublicSuffix(name))
                .allSatisfy(name -> assertThat(inSql.get(name).isPresent())
                        .as("%s: %s, %s", name, inSql.get(name), DomainName.check(name))
                        .isEqualTo(DomainName.check(name) instanceof Refused));
    }

    /** Of the rest it may keep silent, but what it calls wrong is wrong. */
    @Test
    void whatever_sql_finds_wrong_the_program_refuses() {
        assertThat(inSql.keySet())
                .filteredOn(name -> inSql.get(name).isPresent())
                .allSatisfy(name -> assertThat(DomainName.check(name))
                        .as("%s: %s", name, inSql.get(name))
                        .isInstanceOf(Refused.class));
    }

    @Test
    void a_reason_holds_nothing_of_the_name() {
        assertThat(inSql.values().stream().flatMap(Optional::stream).distinct())
                .hasSizeBetween(15, 25)
                .allMatch(reason -> reason.matches("[a-zA-Z0-9 ,;:\"-]{10,100}"));
    }

    @Test
    void no_name_has_a_fault_too() {
        try (var prepared = PreparedDatabase.of(TestDatabase.fresh())) {
            assertThat(prepared.database().rows("""
                    SELECT coalesce(orchestratorm8.domain_fault(name), 'nothing')
                    FROM (VALUES (NULL), ('shop.example.com'), ('SHOP.example.com.')) names (name)"""))
                    .containsExactly("there is no name: it is null", "nothing", "nothing");
        }
    }

    private static Map<String, Optional<String>> ask(List<String> names) throws SQLException {
        var said = new LinkedHashMap<String, Optional<String>>();
        try (var prepared = PreparedDatabase.of(TestDatabase.fresh());
                var connection = prepared.database().connect();
                var statement = connection.prepareStatement(
                        "SELECT name, orchestratorm8.domain_fault(name) FROM unnest(?::text[]) AS names (name)")) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (var answer = statement.executeQuery()) {
                while (answer.next()) {
                    said.put(answer.getString(1), Optional.ofNullable(answer.getString(2)));
                }
            }
        }
        assertThat(said).hasSameSizeAs(names);
        return said;
    }

    private static Stream<String> everyAsciiCharacter() {
        return java.util.stream.IntStream.range(1, 0x80)
                .mapToObj(Character::toString)
                .flatMap(c -> Stream.of(c, "a" + c + "b.example.com", c + "example.com", "example.com" + c));
    }

    private static Stream<String> reserved() {
        return Arrays.stream(ReservedEnding.ENDINGS)
                .flatMap(ending -> Stream.of(ending, "a." + ending, ending + "x.example", ending + ".example"));
    }

    /** PostgreSQL takes neither. */
    private static boolean canBeStored(String name) {
        return name.chars().noneMatch(c -> c == 0)
                && name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }

    /** Whether such a label decodes to anything is more than SQL can say. */
    private static boolean hasAceLabel(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?s)(.*\\.)?xn--.*");
    }

    private static boolean isPublicSuffix(String name) {
        return DomainName.check(name) instanceof Refused refused
                && refused.reason().contains("is a public suffix");
    }
}
