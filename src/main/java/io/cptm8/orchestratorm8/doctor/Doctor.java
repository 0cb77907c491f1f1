package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.postgres.Databases;
import io.cptm8.orchestratorm8.rabbitmq.Broker;
import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/** Compares the scanners' files with the broker and the database, and changes nothing there. */
public final class Doctor {

    private final Settings settings;
    private final List<Scanner> scanners;
    private final List<String> badFiles;
    private final Clock clock;

    /**
     * @param scanners as their files say, the disabled ones too
     * @param badFiles what is wrong with files that could not be read, a sentence each
     */
    public Doctor(Settings settings, List<Scanner> scanners, List<String> badFiles, Clock clock) {
        this.settings = settings;
        this.scanners = scanners;
        this.badFiles = badFiles;
        this.clock = clock;
    }

    /** Looks at everything, on connections of its own. Takes some seconds when somebody does not answer. */
    public Report examine() {
        var notes = new Notes();
        notes.ok("java", "java", Runtime.version().toString());
        badFiles.forEach(problem -> notes.found(
                "file",
                "left out",
                new Finding(
                        Ailment.FILE_WRONG,
                        problem.replaceFirst(":\\d.*", ""),
                        problem,
                        "Correct it: orchestratorm8 check")));
        scanners.stream()
                .filter(scanner -> !scanner.enabled())
                .forEach(scanner -> notes.notLookedAt("scanner", scanner.name(), "its file says enabled: false"));
        new BindingsInFiles(enabled()).look(notes);
        new RingsInFiles(enabled()).look(notes);
        var broker = new BrokerExamination(settings.rabbitmq(), enabled(), notes);
        broker.look();
        new BindingsOnBroker(settings.rabbitmq(), notes).look(enabled());
        var readers = Databases.readers(settings.database(), "doctor");
        new DatabaseExamination(settings.database(), readers, clock, notes).look(enabled(), false);
        return notes.report();
    }

    /**
     * The same in short, for an instance that has just prepared database and broker, on its own connections.
     * It leaves out the management API, the broker's alarms, which the instance is told of anyway, and what is
     * registered or waits. Blocks for some round trips.
     */
    public Report atStart(DataSource dataSource, Broker broker) {
        var notes = new Notes();
        new BindingsInFiles(enabled()).look(notes);
        new RingsInFiles(enabled()).look(notes);
        var examination = new BrokerExamination(settings.rabbitmq(), enabled(), notes);
        try (var channel = broker.openChannel()) {
            examination.look(channel.getConnection());
        } catch (IOException | java.util.concurrent.TimeoutException e) {
            examination.away(e);
        }
        new DatabaseExamination(settings.database(), dataSource, clock, notes).look(enabled(), true);
        return notes.report();
    }

    private List<Scanner> enabled() {
        return scanners.stream().filter(Scanner::enabled).toList();
    }
}
