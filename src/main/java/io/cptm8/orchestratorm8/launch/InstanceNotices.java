package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.notify.Kind;
import io.cptm8.orchestratorm8.notify.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Tells that this instance runs, and that it leads. One that leads from its start on says both in one. */
final class InstanceNotices {

    private final Consumer<Notice> notices;
    private final BooleanSupplier leads;
    private boolean started;

    InstanceNotices(Consumer<Notice> notices, BooleanSupplier leads) {
        this.notices = notices;
        this.leads = leads;
    }

    /** @param scanners that run */
    synchronized void started(int scanners) {
        started = true;
        notices.accept(new Notice.OfInstance(
                Kind.STARTED,
                "%s has started, with %d scanner%s; %s"
                        .formatted(
                                name(),
                                scanners,
                                scanners == 1 ? "" : "s",
                                leads.getAsBoolean() ? "it leads." : "it does not lead.")));
    }

    synchronized void beginsToLead() {
        if (started) {
            notices.accept(
                    new Notice.OfInstance(Kind.LEADS, name() + " leads now: it alone starts rings and watches them."));
        }
    }

    /** The host and the process, without asking a name server, which may not answer. */
    private static String name() {
        return "the instance on %s (process %d)"
                .formatted(host(), ProcessHandle.current().pid());
    }

    private static String host() {
        var known = System.getenv("HOSTNAME");
        if (known != null && !known.isBlank()) {
            return known;
        }
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException elsewhere) {
            return "this host";
        }
    }
}
