package io.cptm8.orchestratorm8.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file of {@code routes/} cannot be used, for one reason or several. */
public final class FaultsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** @param faults at least one, in the order of lines */
    public FaultsException(List<Fault> faults) {
        super(faults.stream().map(Fault::text).collect(Collectors.joining(System.lineSeparator())));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
