package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One clear sentence for each problem; a stack trace only for what is a bug of ours. */
public final class Failures implements IExecutionExceptionHandler {

    /** Wrong usage or configuration, as picocli has it for wrong usage. */
    static final int REFUSED = 2;

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult result) {
        var err = command.getErr();
        if (thrown instanceof ConfigurationException configuration) {
            configuration.problems().forEach(err::println);
            return REFUSED;
        }
        err.println("This is a bug in OrchestratorM8. It stopped; please report it with the lines below.");
        thrown.printStackTrace(err);
        return 70;
    }
}
