package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.api.NewKey;
import io.cptm8.orchestratorm8.api.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 api-key new}: prints a key, once, and the line of the file that lets it in. */
@Command(
        name = "new",
        description = "Print a new key, which is shown this once, and the line that lets it in. Writes nothing.",
        mixinStandardHelpOptions = true,
        footer = "Only the key's SHA-256 is in the line. Take the line out of the file, and the key is no more.")
final class ApiKeyNewCommand implements Callable<Integer> {

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Whose it is; the audit has this name.")
    private String name;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "view: look; operate: also hold, resume, run, retry and drop; admin: also read the audit.")
    private String role;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var key = made();
        var out = spec.commandLine().getOut();
        out.printf("key   %s%n", key.key());
        out.printf("line  %s%n%n", key.line());
        out.printf(
                "Give the key to %s: it is shown this once. Append the line to %s (chmod 640); a running program reads it at once.%n",
                name, Home.settings(System.getenv()).api().keysFile());
        out.flush();
        return 0;
    }

    private NewKey made() {
        var known = Arrays.stream(Role.values())
                .filter(each -> each.text().equals(role.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (known.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "There is no role \"%s\": it is view, operate or admin.".formatted(role));
        }
        try {
            return NewKey.of(name, known.get());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
