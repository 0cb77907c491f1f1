package io.cptm8.orchestratorm8.faults;

import java.io.IOException;

/** A signal that Java has no word for. */
final class Signal {

    private Signal() {}

    static void send(String name, long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor();
    }
}
