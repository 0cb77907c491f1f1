package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Redaction;
import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.Inspection;
import io.cptm8.orchestratorm8.doctor.Doctor;
import io.cptm8.orchestratorm8.doctor.Severity;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code orchestratorm8 doctor} finds, in short, once at the start: what stands still is said, the rest is counted. */
final class FirstLook {

    private static final Logger LOG = LoggerFactory.getLogger(FirstLook.class);

    private FirstLook() {}

    static void tell(Settings settings, Services services, Inspection inspection) {
        var badFiles = inspection.allFaults().stream().map(Fault::text).toList();
        var report = new Doctor(settings, inspection.scanners(), badFiles, Clock.systemUTC())
                .atStart(services.dataSource, services.broker);
        report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .forEach(finding ->
                        LOG.warn(Redaction.NAMES_USER, "{}: {} {}", finding.subject(), finding.text(), finding.cure()));
        if (report.warnings() > 0) {
            LOG.info(
                    "{} of broker and database would be better otherwise; orchestratorm8 doctor says what.",
                    report.warnings() == 1 ? "1 thing" : report.warnings() + " things");
        }
    }
}
