package io.cptm8.orchestratorm8.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A copy of the program as it is installed, without its embedded services, prepared for one JDK: what nobody edits. */
record Installation(Path directory, Path jdk) {

    static Installation prepare(Path installed, Path directory, Path jdk) throws Exception {
        new Tree(installed).copy(directory, file -> !file.startsWith(installed.resolve("embedded")));
        var installation = new Installation(directory, jdk);
        try (var preparation = installation.start(directory, Map.of(), "prepare")) {
            if (preparation.process().waitFor() != 0) {
                throw new IllegalStateException("the program could not be prepared: "
                        + Files.readString(directory.resolve("output.txt")));
            }
        }
        return installation;
    }

    /** Starts its launcher. */
    Child start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        var all = new HashMap<>(environment);
        all.put("JAVA_HOME", jdk.toString());
        var command = new String[arguments.length + 1];
        command[0] = directory.resolve("orchestratorm8").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Child.start(folder, all, command);
    }
}
