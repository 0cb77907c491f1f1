package io.cptm8.orchestratorm8.doctor;

import io.cptm8.orchestratorm8.scanner.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;

/** Where in its file a scanner says something. */
final class ScannerPlace {

    private ScannerPlace() {}

    /** {@code file:line} of a parameter; only the file when the parameter is not given there. */
    static String of(Scanner scanner, String parameter) {
        var form = Pattern.compile("\\bname:\\s*[\"']?" + Pattern.quote(parameter) + "\\b");
        try {
            var lines = Files.readAllLines(scanner.file());
            for (int i = 0; i < lines.size(); i++) {
                if (form.matcher(lines.get(i)).find()) {
                    return scanner.file() + ":" + (i + 1);
                }
            }
        } catch (IOException unreadable) {
            // its name says enough
        }
        return scanner.file().toString();
    }
}
