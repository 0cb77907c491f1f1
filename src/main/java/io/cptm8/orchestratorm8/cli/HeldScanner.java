package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.operate.Deed;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What hold and resume have in common: who does it to which scanner. */
final class HeldScanner {

    @Parameters(index = "0", arity = "0..1", paramLabel = "SCANNER", description = "Name of the scanner.")
    private String scanner;

    @Option(names = "--all", description = "Every scanner, instead of one.")
    private boolean all;

    @Mixin
    private Person person;

    /** @throws ParameterException neither one scanner is named nor all, or both */
    Deed deed(CommandLine line, String action) {
        if ((scanner == null) != all) {
            throw new ParameterException(
                    line, "Say which: either SCANNER, or --all for every one. " + ParkedTexts.UNCHANGED);
        }
        return new Deed(person.name(), action, scanner);
    }
}
