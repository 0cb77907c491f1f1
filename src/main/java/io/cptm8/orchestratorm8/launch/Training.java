package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.OrchestratorM8;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What Java is watched at when an archive of classes is made for the next starts: it loads each class that a launch
 * needs by its name, since there is no database and no broker to connect to, and then checks the routes, which runs most
 * of the rest.
 */
public final class Training {

    private static final String CLASSES = "/launch/classes.txt";

    private Training() {}

    public static void main(String[] none) throws IOException {
        for (var name : classes()) {
            try {
                Class.forName(name, false, Training.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError otherVersionOfJava) {
                // the archive then goes without it
            }
        }
        System.exit(OrchestratorM8.commandLine("check").execute("check"));
    }

    /** Names of classes that a launch loads and a check does not, or that both do. */
    static List<String> classes() throws IOException {
        try (var reader = new BufferedReader(
                new InputStreamReader(Training.class.getResourceAsStream(CLASSES), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
