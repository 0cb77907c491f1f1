package io.cptm8.orchestratorm8.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The difference between the settings that run and those that the file has now. Users and passwords are not part of it:
 * they are those of the start.
 *
 * @param now what can be used at once
 * @param afterRestart what cannot
 * @param merged the settings to run with: what can be used at once from the file, the rest as it runs
 */
public record SettingsChange(List<Change> now, List<Change> afterRestart, Settings merged) {

    /** Whoever writes a scanner's file may name a key like this; what is in it then belongs into no log. */
    private static final Pattern SECRET = Pattern.compile("(?i).*(passw|secret|token|credential|api-?key)[^.]*");

    /**
     * A key whose value differs, with its values as they may be shown.
     *
     * @param key in full
     * @param was in force; empty: it was not there, which only a scanner's key can be
     * @param is in the file now; empty: it is gone, which only a scanner's key can be
     */
    public record Change(String key, Optional<String> was, Optional<String> is) {

        private static Change of(String key, String was, String is) {
            return new Change(key, shown(key, was), shown(key, is));
        }

        private static Optional<String> shown(String key, String value) {
            var secret = SECRET.matcher(key).matches();
            return Optional.ofNullable(value)
                    .map(each -> secret ? "(not shown)" : each)
                    .map(each -> each.isEmpty() ? "(empty)" : each);
        }
    }

    /**
     * @throws ConfigurationException what can be used at once does not go together with what runs
     */
    public static SettingsChange between(Settings running, Settings read) {
        var keys = new TreeSet<>(running.properties().keySet());
        keys.addAll(read.properties().keySet());
        var changes = keys.stream()
                .filter(key -> differs(
                        key, running.properties().get(key), read.properties().get(key)))
                .map(key -> Change.of(
                        key, running.properties().get(key), read.properties().get(key)))
                .collect(Collectors.partitioningBy(change -> Keys.takesAtRunTime(change.key())));
        return new SettingsChange(changes.get(true), changes.get(false), merge(running, read, changes.get(false)));
    }

    private static boolean differs(String name, String was, String is) {
        var key = Keys.all().get(name);
        return was == null || is == null || !(key == null ? was.equals(is) : key.same(was, is));
    }

    private static Settings merge(Settings running, Settings read, List<Change> afterRestart) {
        var file = running.source().resolve(SettingsReader.FILE).toString();
        var values = new TreeMap<String, Values.Given>();
        read.properties().forEach((key, value) -> {
            var text = Keys.takesAtRunTime(key) ? value : running.properties().get(key);
            values.put(key, new Values.Given(text, file, ""));
        });
        try {
            return SettingsReader.typed(
                    running.home(),
                    running.source(),
                    new Values(file, values, List.of()),
                    running.database().credentials(),
                    running.rabbitmq().credentials());
        } catch (ConfigurationException e) {
            throw notBeforeRestart(e, afterRestart);
        }
    }

    /** The file is right, and all of it could be used; a part of it cannot. */
    private static ConfigurationException notBeforeRestart(ConfigurationException cause, List<Change> afterRestart) {
        var problems = new ArrayList<Problem>();
        for (var problem : cause.untold()) {
            var held = afterRestart.stream()
                    .filter(change -> problem.what().contains(change.key() + " "))
                    .map(change -> "; %s is %s in the file, which needs a restart"
                            .formatted(change.key(), change.is().orElse("(empty)")))
                    .collect(Collectors.joining());
            problems.add(new Problem(problem.what() + held, "Restart to use the file as it is, or change it back."));
        }
        return new ConfigurationException(problems);
    }
}
