package io.cptm8.orchestratorm8.cli;

/** Does something when the process is ended before this is closed. */
final class AtEnd implements AutoCloseable {

    private final Thread hook;

    AtEnd(Runnable action) {
        hook = new Thread(action, "orchestratorm8-at-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // then it is being done
        }
    }
}
