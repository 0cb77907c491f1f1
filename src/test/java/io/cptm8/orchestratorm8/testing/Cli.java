package io.cptm8.orchestratorm8.testing;

import io.cptm8.orchestratorm8.OrchestratorM8;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** A command line run to its end in this JVM. */
public record Cli(int exitCode, String out, String err) {

    public static Cli run(Path home, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        System.setProperty("orchestratorm8.home", home.toString());
        try {
            var exitCode = OrchestratorM8.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments);
            return new Cli(exitCode, out.toString(), err.toString());
        } finally {
            System.clearProperty("orchestratorm8.home");
            LogCapture.restore();
        }
    }
}
