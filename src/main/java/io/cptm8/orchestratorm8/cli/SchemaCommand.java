package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.launch.EditorSchema;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 schema}: prints what editors need to complete and check scanners' files. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of routes/scanners/*.yaml, made of this installation's templates.",
        mixinStandardHelpOptions = true,
        footer = "After a change of a template: orchestratorm8 schema > routes/scanner.schema.json")
public final class SchemaCommand implements Callable<Integer> {

    @Option(
            names = "--routes",
            paramLabel = "DIRECTORY",
            description = "The routes whose templates count; default: those of this installation.")
    private Path routes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(EditorSchema.of(routes == null ? Home.source().resolve("routes") : routes.toAbsolutePath()));
        out.flush();
        return 0;
    }
}
