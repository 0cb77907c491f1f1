package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a refusal of the broker says of our user's permissions, and the command that gives all that are needed. */
final class Permissions {

    /** "access to queue 'q' in vhost '/' refused for user 'u'"; newer brokers begin with the permission. */
    private static final Pattern REFUSED = Pattern.compile("access to (queue|exchange) '([^']*)'");

    private static final List<String> PLATFORM = List.of("cptm8", "notification", "scheduler");
    private static final String OBSERVER = "orchestratorm8\\.observer.*";

    private final String cure;

    Permissions(Settings.RabbitMq settings, List<Scanner> scanners) {
        var exchanges = new TreeSet<>(PLATFORM);
        scanners.forEach(scanner -> exchanges.add(scanner.exchange()));
        var queues = new TreeSet<String>();
        scanners.forEach(scanner -> queues.add(scanner.queue()));
        var all = new TreeSet<>(exchanges);
        all.addAll(queues);
        cure = "rabbitmqctl set_permissions -p '%s' '%s' '%s' '%s' '%s'"
                .formatted(
                        settings.virtualHost(),
                        settings.credentials().user(),
                        pattern(all),
                        pattern(all),
                        pattern(exchanges));
    }

    private static String pattern(TreeSet<String> names) {
        return names.stream()
                .map(name -> name.replace(".", "\\."))
                .collect(Collectors.joining("|", "^(", "|" + OBSERVER + ")$"));
    }

    /** @param does what cannot be done without it */
    Finding missing(Ailment ailment, String subject, String permission, String does) {
        return new Finding(
                ailment,
                subject,
                "Our user has no %s permission on %s, without which %s.".formatted(permission, subject, does),
                "rabbitmqctl list_user_permissions shows what it has; this gives exactly what is needed: " + cure);
    }

    /** Whether the refusal is about this resource; a binding touches two. */
    static boolean isAbout(String refusal, String kind, String name) {
        var found = REFUSED.matcher(refusal);
        return found.find() && found.group(1).equals(kind) && found.group(2).equals(name);
    }
}
