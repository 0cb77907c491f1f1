package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of mistakes. With -Dorchestratorm8.errors.page=write it is written anew where tests say what it should say. */
public final class ErrorsPage {

    private static final Path PAGE = Path.of("docs/errors.md");
    private static final boolean WRITE = "write".equals(System.getProperty("orchestratorm8.errors.page"));

    private ErrorsPage() {}

    /**
     * That the page shows these lines and what is said of them.
     *
     * @param said one line of it ends with the address of the mistake's section
     */
    public static void assertShows(Mistake mistake, String lines, String said, String cure) throws IOException {
        var section = """
                ## %s

                ```yaml
                %s
                ```

                ```text
                %s
                ```

                %s
                """.formatted(mistake.anchor(), lines.stripTrailing(), said.stripTrailing(), cure);
        if (WRITE) {
            write(mistake, section, message(mistake, said));
        }
        assertThat(section(mistake)).isEqualTo(section);
        var page = Files.readString(PAGE);
        assertThat(page).isEqualTo(withMessage(mistake, message(mistake, said), page));
    }

    /** Empty: there is none. */
    public static String section(Mistake mistake) throws IOException {
        var page = Files.readString(PAGE);
        var begin = page.indexOf("## " + mistake.anchor() + "\n");
        if (begin < 0) {
            return "";
        }
        var end = page.indexOf("\n## ", begin);
        return end < 0 ? page.substring(begin) : page.substring(begin, end);
    }

    public static boolean hasRow(Mistake mistake) throws IOException {
        return row(mistake).matcher(Files.readString(PAGE)).find();
    }

    private static void write(Mistake mistake, String section, String message) throws IOException {
        var page = Files.readString(PAGE);
        var old = section(mistake);
        var changed = old.isEmpty() ? page.stripTrailing() + "\n\n" + section : page.replace(old, section);
        Files.writeString(PAGE, withMessage(mistake, message, changed));
    }

    /** For the table at the head: what is said, without where. */
    private static String message(Mistake mistake, String said) {
        var address = " (docs/errors.md#" + mistake.anchor() + ")";
        var line = said.lines()
                .filter(each -> each.contains(address))
                .findFirst()
                .orElseThrow(() -> new AssertionError(address + " is not in " + said));
        return line.substring(0, line.indexOf(address)).replaceFirst("^[^ ]*:\\d+:\\d+: ", "");
    }

    private static String withMessage(Mistake mistake, String message, String page) {
        var row = row(mistake).matcher(page);
        assertThat(row.find()).as("row of " + mistake.anchor()).isTrue();
        return row.replaceFirst("$1 " + Matcher.quoteReplacement(message + " |"));
    }

    private static Pattern row(Mistake mistake) {
        return Pattern.compile("(?m)^(\\| \\[%1$s]\\(#%1$s\\) \\| [^|]+ \\|).*$".formatted(mistake.anchor()));
    }
}
