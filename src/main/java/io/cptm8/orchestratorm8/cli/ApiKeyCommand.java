package io.cptm8.orchestratorm8.cli;

import picocli.CommandLine.Command;

/** {@code orchestratorm8 api-key}: the keys that are let in below {@code /api}. */
@Command(
        name = "api-key",
        description = "Make keys for the API over HTTP.",
        mixinStandardHelpOptions = true,
        subcommands = ApiKeyNewCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class ApiKeyCommand {}
