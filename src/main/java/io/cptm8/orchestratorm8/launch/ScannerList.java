package io.cptm8.orchestratorm8.launch;

import io.cptm8.orchestratorm8.config.Settings;
import io.cptm8.orchestratorm8.deploy.RouteFiles;
import io.cptm8.orchestratorm8.scanner.Scanner;
import io.cptm8.orchestratorm8.yaml.Fault;
import java.util.List;

/**
 * The scanners as the files of the installation declare them; nothing is connected to.
 *
 * @param scanners of every file that can be used, the disabled ones too
 * @param problems of the files that cannot, a sentence each, with file and line
 */
public record ScannerList(List<Scanner> scanners, List<String> problems) {

    public static ScannerList read(Settings settings) {
        var inspection = Check.inspection(settings, new RouteFiles(settings.routes()).read());
        return new ScannerList(
                inspection.scanners(),
                inspection.allFaults().stream().map(Fault::text).toList());
    }
}
