package io.cptm8.orchestratorm8.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of every file in routes/. A new file is held to them without a new test. */
class ConformanceTest {

    private static final RouteFiles SHIPPED = new RouteFiles(Path.of("routes"));

    static List<Path> scanners() {
        return SHIPPED.scanners();
    }

    static List<Path> all() {
        return Stream.of(SHIPPED.scanners(), SHIPPED.plain(), SHIPPED.templates())
                .flatMap(List::stream)
                .toList();
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.yaml$", "");
    }

    @ParameterizedTest
    @MethodSource("scanners")
    void a_scanner_has_at_most_fifteen_effective_lines(Path file) throws IOException {
        assertThat(Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.strip().startsWith("#")))
                .hasSizeLessThanOrEqualTo(15);
    }

    /** The ring feeds itself, and every further start adds a token to it. */
    @Test
    void as_shipped_only_the_per_domain_scanner_has_a_schedule_and_only_asmm8_of_the_ring_starts_on_change()
            throws IOException {
        {
            assertThat(Routes.read(Path.of("routes"), value -> value.startsWith("{{") ? "false" : value)
                            .scanners())
                    .extracting(
                            Scanner::name,
                            scanner -> scanner.cron().orElse("none"),
                            Scanner::onChange,
                            Scanner::enabled)
                    .containsExactlyInAnyOrder(
                            tuple("asmm8", "none", true, true),
                            tuple("naabum8", "none", false, true),
                            tuple("katanam8", "none", false, true),
                            tuple("num8", "none", false, true),
                            tuple("reportingm8", "none", false, true),
                            tuple("takeoverm8", "0 0/15 * * * ?", true, false));
        }
    }

    @ParameterizedTest
    @MethodSource("scanners")
    void a_scanners_route_is_called_like_its_file(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).contains("    routeId: " + stem(file));
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_file_opens_with_one_to_five_lines_that_say_what_it_is_for(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var header = lines.stream().takeWhile(line -> line.startsWith("#")).toList();

        assertThat(header).hasSizeBetween(1, 5).allMatch(line -> line.length() > 10);
        assertThat(lines.get(header.size())).startsWith("- ");
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_file_of_more_than_a_declaration_says_its_trigger_and_its_guarantee(Path file) throws IOException {
        if (!SHIPPED.scanners().contains(file)) {
            assertThat(Files.readString(file)).contains("# Trigger: ", "# Guarantee: ");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_file_ends_in_yaml_and_has_no_tab_and_no_trailing_space(Path file) throws IOException {
        assertThat(file.toString()).endsWith(".yaml");
        assertThat(Files.readString(file)).doesNotContain("\t", " \n", "\r").endsWith("\n");
    }

    /** One grep for a route's id, which logs and metrics show, finds one file. */
    @Test
    void every_route_has_an_id_that_no_other_file_has() throws IOException {
        var ids = Stream.of(SHIPPED.plain(), SHIPPED.scanners(), SHIPPED.templates())
                .flatMap(List::stream)
                .flatMap(ConformanceTest::ids)
                .toList();

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(all().size());
    }

    private static Stream<String> ids(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.matches("    (id|routeId): .*"))
                    .map(line -> line.replaceFirst(".*: ", ""));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void no_file_builds_an_endpoint_out_of_data_or_runs_a_program(Path file) throws IOException {
        assertThat(Files.readString(file))
                .doesNotContainPattern("\\b(toD|script|groovy|joor|exec|beans):|uri: \"?https?:|CamelSqlQuery");
    }
}
