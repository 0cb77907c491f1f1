package io.cptm8.orchestratorm8.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar that runs. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"orchestratorm8 " + (version == null ? "(not from a jar)" : version)};
    }
}
