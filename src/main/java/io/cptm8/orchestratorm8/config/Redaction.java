package io.cptm8.orchestratorm8.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Takes users, passwords and keys out of what is logged or shown. Our own messages have none; those of libraries do, in the text of
 * a refusal or, at a low level, in descriptions of a connection, and what they will say tomorrow nobody knows.
 *
 * <p>A password of less than four characters is not looked for: it would be found in every second word. Nor is a user
 * whose name is in our documentation.
 */
public final class Redaction {

    /** On a message that is of no use without the user's name, such as the statement that grants a right. */
    public static final Marker NAMES_USER = MarkerFactory.getMarker("NAMES_USER");

    private static final String HIDDEN = "***";
    private static final int SHORTEST = 4;
    /** A key of the API, whoever's: it is told by its form. */
    private static final Pattern API_KEY = Pattern.compile("om8_[A-Za-z0-9_-]{43}");

    private static final Set<String> PUBLIC = Set.of("orchestratorm8", "cpt_dbuser", "guest", "postgres", "rabbitmq");

    private final Pattern passwords;
    private final Pattern users;

    private Redaction(List<String> passwords, List<String> users) {
        this.passwords = anyOf(passwords, "", "");
        // A whole word only: a user may be called like the start of a host.
        this.users = anyOf(users, "(?<![\\p{L}\\p{N}_])", "(?![\\p{L}\\p{N}_])");
    }

    public static Redaction of(Settings settings) {
        var credentials =
                List.of(settings.database().credentials(), settings.rabbitmq().credentials());
        return new Redaction(
                credentials.stream().map(Settings.Credentials::password).toList(),
                credentials.stream()
                        .map(Settings.Credentials::user)
                        .filter(user -> !PUBLIC.contains(user))
                        .toList());
    }

    public String apply(String text) {
        return apply(text, List.of());
    }

    /** @param markers of the message that the text is of; null: none */
    public String apply(String text, List<Marker> markers) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        var withoutPasswords = replace(passwords, text.contains("om8_") ? replace(API_KEY, text) : text);
        return markers != null && markers.contains(NAMES_USER) ? withoutPasswords : replace(users, withoutPasswords);
    }

    private static String replace(Pattern pattern, String text) {
        return pattern == null ? text : pattern.matcher(text).replaceAll(HIDDEN);
    }

    private static Pattern anyOf(List<String> secrets, String before, String after) {
        var forms = new ArrayList<String>();
        secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .flatMap(Redaction::forms)
                .forEach(forms::add);
        if (forms.isEmpty()) {
            return null;
        }
        // The longest first, or what remains of it would still be read.
        return Pattern.compile(forms.stream()
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", before + "(?:", ")" + after)));
    }

    /** As it is, and as it stands in an address. */
    private static Stream<String> forms(String secret) {
        var encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.of(secret, encoded, encoded.replace("+", "%20"));
    }
}
