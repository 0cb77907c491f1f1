package io.cptm8.orchestratorm8.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of keys lets in. */
class KeyFileTest {

    @TempDir
    private Path home;

    private final NewKey key = NewKey.of("ada", Role.ADMIN);

    @Test
    void a_new_key_is_let_in_by_its_line_and_is_not_in_it() {
        Client.writeKeys(home, key.line());
        var file = new KeyFile(home.resolve("api-keys"));

        assertThat(key.key()).matches("om8_[A-Za-z0-9_-]{43}");
        assertThat(key.line()).startsWith("ada admin sha256:").doesNotContain(key.key());
        assertThat(file.holder(key.key())).hasValue(new Caller("ada", Role.ADMIN));
        assertThat(file.holder(NewKey.of("ada", Role.ADMIN).key())).isEmpty();
        assertThat(file.holder(key.key() + "x")).isEmpty();
        assertThat(file.holder("")).isEmpty();
        assertThat(key.toString()).doesNotContain(key.key());
    }

    @Test
    void what_is_no_key_of_chance_is_not_let_in_even_by_its_digest() {
        Client.writeKeys(home, "ada admin sha256:" + ApiKey.digestText("password"));

        assertThat(new KeyFile(home.resolve("api-keys")).holder("password")).isEmpty();
    }

    @Test
    void no_file_is_no_keys_and_an_empty_one_too() {
        var file = new KeyFile(home.resolve("api-keys"));
        assertThat(file.isEmpty()).isTrue();

        Client.writeKeys(home, "# none yet");
        assertThat(file.isEmpty()).isTrue();
        Client.writeKeys(home, "no key");
        assertThat(file.isEmpty()).isFalse();
        assertThat(file.trouble()).hasValue("line 1 is not NAME ROLE sha256:HEX");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada admin                 | is not NAME ROLE sha256:HEX",
                "ada root sha256:00        | has no role",
                "ada admin sha256:00       | has no sha256: with 64 hexadecimal digits",
                "-ada admin sha256:00      | begins with no name",
                "ada admin md5:00          | has no sha256:"
            })
    void a_line_that_is_wrong_is_named_by_its_number(String line, String what) {
        assertThatThrownBy(() -> KeyLines.read(List.of("# keys", line)))
                .isInstanceOf(UnfitKeysException.class)
                .hasMessageContaining("line 2 " + what);
    }

    @Test
    void a_name_stands_for_one_key() {
        assertThatThrownBy(() -> KeyLines.read(List.of(key.line(), key.line()))).hasMessageContaining("line 2");
    }
}
