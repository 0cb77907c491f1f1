package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.yaml.Mistake;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What each parameter of a scanner's file must be. Its default and its description stand in the templates. A
 * parameter of somebody's own template that is not here may be any text.
 */
public final class ParameterRules {

    /** What a per-domain message may carry of a domain. */
    public static final List<String> CONTENT = List.of("id", "name", "companyname", "unicode");

    private static final int ANY_LENGTH = Integer.MAX_VALUE;
    private static final Rule FLAG = new Rule.Words(List.of("true", "false"), Mistake.WRONG_TYPE);
    /** It becomes part of an endpoint's address, in which the signs left out here would begin another option. */
    private static final Rule KEY = new Rule.Text(
            "^(?=.*\\S)[^?&#\\u0000-\\u001F\\u007F]{1,255}$",
            255,
            "must be a routing key of 1 to 255 bytes without ? & #");

    private static final Rule BROKER_NAME =
            new Rule.Text("^[A-Za-z0-9_.:\\-]{1,200}$", ANY_LENGTH, "must be 1 to 200 letters, digits, _ . : or -");
    private static final Rule DEBOUNCE = new Rule.Length(Duration.ofSeconds(20));

    /** A rule and values that show it. */
    public record Shown(Rule rule, List<String> examples) {
        static Shown of(Rule rule, String... examples) {
            return new Shown(rule, List.of(examples));
        }
    }

    private static final Map<String, Shown> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("exchange", Shown.of(BROKER_NAME, "cptm8"));
        BY_NAME.put("queue", Shown.of(BROKER_NAME, "qcertm8"));
        BY_NAME.put(
                "binding",
                Shown.of(
                        new Rule.Text(
                                "^[\\s,]*[^\\s,][\\s\\S]*$",
                                ANY_LENGTH,
                                "must be one binding key or several, separated by commas"),
                        "cptm8.certm8.#"));
        BY_NAME.put(
                "queueArguments",
                Shown.of(
                        new Rule.Text(
                                "^(?:[\\s,]*|[\\s,]*[^\\s,=][^,=]*=\\s*[^\\s,][^,]*(?:,(?:\\s*|\\s*[^\\s,=][^,=]*=\\s*[^\\s,][^,]*))*)$",
                                ANY_LENGTH,
                                "must be argument=value, separated by commas"),
                        "x-max-length=1,x-overflow=reject-publish",
                        ""));
        BY_NAME.put(
                "queueType",
                Shown.of(new Rule.Words(List.of("classic", "quorum"), Mistake.OUT_OF_BOUNDS), "classic", "quorum"));
        BY_NAME.put("key", Shown.of(KEY, "cptm8.certm8.post.scan"));
        BY_NAME.put("onChange", Shown.of(FLAG, "true", "false"));
        BY_NAME.put("cron", Shown.of(new Rule.Schedule(Clock.systemUTC()), "0 0 3 * * ?", "0 0/15 * * * ?", ""));
        BY_NAME.put("minInterval", Shown.of(new Rule.Length(Duration.ofDays(366)), "15m", "1d", "0"));
        BY_NAME.put("rate", Shown.of(new Rule.Whole(1, 100_000), "1", "50"));
        BY_NAME.put("quiet", Shown.of(DEBOUNCE, "100ms", "1s"));
        BY_NAME.put("hold", Shown.of(DEBOUNCE, "2s", "10s"));
        BY_NAME.put("size", Shown.of(new Rule.Whole(1, 10_000_000), "1000"));
        BY_NAME.put(
                "body",
                Shown.of(new Rule.Words(List.of("envelope", "bare"), Mistake.OUT_OF_BOUNDS), "envelope", "bare"));
        BY_NAME.put("content", Shown.of(new Rule.WordList(CONTENT), "id,name", "id,name,companyname"));
        BY_NAME.put(
                "next",
                Shown.of(
                        new Rule.Text("^(?:[a-z][a-z0-9-]{0,39})?$", 40, "must be the name of a scanner, or empty"),
                        "naabum8",
                        ""));
        BY_NAME.put("rest", Shown.of(new Rule.Length(Duration.ofDays(366)), "1h", "0"));
        BY_NAME.put("enabled", Shown.of(FLAG, "true", "false"));
    }

    /** Of these every scanner has a value, so every template must take them. */
    public static final List<String> NEEDED = List.of(
            "exchange",
            "queue",
            "binding",
            "queueArguments",
            "key",
            "onChange",
            "cron",
            "minInterval",
            "rate",
            "enabled");

    /** Those that a scanner is made of, so that a template may take them without using them itself. */
    public static final List<String> READ = Stream.concat(
                    NEEDED.stream(), Stream.of(QueueType.PARAMETER, "next", "rest"))
            .toList();

    private ParameterRules() {}

    /** Empty: any text. */
    public static Optional<Shown> of(String parameter) {
        return Optional.ofNullable(BY_NAME.get(parameter));
    }
}
