package io.cptm8.orchestratorm8.scanner;

import java.nio.file.Path;

/** A scanner's file cannot be used. The message begins with {@code file:line}. */
public final class ScannerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ScannerException(Path file, int line, String problem) {
        super("%s:%d: %s".formatted(file, line, problem));
    }
}
