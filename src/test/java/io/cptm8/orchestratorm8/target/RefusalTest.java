package io.cptm8.orchestratorm8.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.target.Target.Refused;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusalTest {

    @Test
    void no_name_is_refused() {
        assertRefused(null, "there is no name");
    }

    @ParameterizedTest(name = "<{0}> is refused: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``              | the name is empty
        .               | the name is empty
        ..              | has an empty label
        .example.com    | has an empty label
        a..example      | has an empty label
        example.com..   | has an empty label
        shop            | has only one label
        com             | has only one label
        com.            | has only one label
        -shop.example   | label "-shop" starts with a hyphen
        shop-.example   | label "shop-" ends with a hyphen
        -.example       | label "-" starts with a hyphen
        a.-rf           | label "-rf" starts with a hyphen
        --help.example  | label "--help" starts with a hyphen
        ab--cd.example  | label "ab--cd" has hyphens in third and fourth place
        a.c0m           | last label "c0m" holds more than letters
        a.c-m           | last label "c-m" holds more than letters
        """)
    void what_is_not_shaped_like_a_host_name_is_refused(String name, String reason) {
        assertRefused(name, reason);
    }

    @ParameterizedTest(name = "<{0}> is refused: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        127.0.0.1         | would be taken for an IP address
        127.0.0.1.        | would be taken for an IP address
        127.1             | would be taken for an IP address
        0177.0.0.01       | would be taken for an IP address
        0x7f.1            | would be taken for an IP address
        0X7F.0X1          | would be taken for an IP address
        127.0x            | would be taken for an IP address
        2130706433        | would be taken for an IP address
        0x7f000001        | would be taken for an IP address
        999.999.999.999   | would be taken for an IP address
        example.com.8     | would be taken for an IP address
        １２７.0.0.1       | would be taken for an IP address
        127.0.0.１        | would be taken for an IP address
        ::1               | an IP address is not a domain name
        fe80::1%eth0      | an IP address is not a domain name
        [::1]             | an IP address is not a domain name
        [127.0.0.1]       | an IP address is not a domain name
        10.0.0.0/8        | an address range is not a domain name
        """)
    void an_address_in_any_disguise_is_refused(String name, String reason) {
        assertRefused(name, reason);
    }

    @ParameterizedTest(name = "<{0}> is refused")
    @CsvSource({
        "localhost", "LOCALHOST.", "a.localhost", "printer.local", "db.internal", "wiki.intranet", "a.private",
        "dc.corp", "nas.home", "nas.home.arpa", "a.lan", "a.mail", "localhost.localdomain", "4.3.2.1.in-addr.arpa",
        "abc.onion", "a.test", "a.invalid", "a.alt", "metadata.google.internal", "Bücher.LOCAL",
    })
    void a_name_that_leads_nowhere_or_inside_is_refused(String name) {
        assertRefused(name, "is set aside for special or internal use");
    }

    @ParameterizedTest(name = "<{0}> is refused: {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        http://example.com|is a URL
        //example.com|holds "/"
        example.com/path|holds "/"
        example.com\\path|holds "\\\\"
        example.com?q|holds "?"
        example.com#f|holds "#"
        example.com:443|holds a port or a scheme
        user@example.com|holds "@"
        user:pw@example.com|holds a port or a scheme
        *.example.com|is a wildcard
        _dmarc.example.com|holds an underscore
        a%2eexample|holds U+0025
        a;id.example|holds U+003B
        $(id).example|holds U+0024
        a,b.example|holds U+002C
         example.com|holds whitespace (U+0020)
        example.com |holds whitespace (U+0020)
        exam ple.com|holds whitespace (U+0020)
        example.com\\u00A0|holds whitespace (U+00A0)
        \\u3000example.com|holds whitespace (U+3000)
        example.com\\u000A|holds the control character U+000A
        \\u0009example.com|holds the control character U+0009
        example.com\\u0000.evil.example|holds the control character U+0000
        a\\u007F.example|holds the control character U+007F
        a\\u0085.example|holds whitespace (U+0085)
        a\\u2028.example|holds whitespace (U+2028)
        a\\u009B.example|holds the invisible character U+009B
        """)
    void what_is_more_than_a_name_is_refused(String name, String reason) {
        assertRefused(Escapes.read(name), reason);
    }

    @ParameterizedTest(name = "<{0}> is refused: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # what cannot be seen
        moc.\\u202Eelpmaxe     | U+202E, which changes the direction
        a\\u200F.example       | U+200F, which changes the direction
        a\\u2066b.example      | U+2066, which changes the direction
        exam\\u200Bple.com     | invisible character U+200B
        exam\\u00ADple.com     | invisible character U+00AD
        \\uFEFFexample.com     | invisible character U+FEFF
        a\\uFE0F.example       | invisible character U+FE0F
        a\\u3164.example       | invisible character U+3164
        نامه\\u200Cای.example  | invisible character U+200C
        xn--mgba3gch31f060k.example | holds U+200C
        # what is not a character
        a\\uD800.example       | U+D800 has no partner
        a\\uDC00\\uD800.example | U+DC00 has no partner
        a\\uE000.example       | invisible character U+E000
        a\\uFFFF.example       | invisible character U+FFFF
        # what would become something else
        example\\u3002com      | U+3002 where a dot belongs
        example\\uFF0Ecom      | U+FF0E where a dot belongs
        example\\uFF61com      | U+FF61 where a dot belongs
        ｓｈｏｐ.example        | label "ｓｈｏｐ" would become "shop"
        ｘn--bcher-kva.example | label "ｘn--bcher-kva" would become "bücher"
        ªb.example             | label "ªb" would become "ab"
        ﬁx.example             | label "ﬁx" would become "fix"
        x².example             | label "x²" would become "x2"
        a.ⅽom                  | label "ⅽom" would become "com"
        ΕΛΛΆΣ.example          | label "ΕΛΛΆΣ" would become "ελλάσ"
        # what IDNA has no place for
        \\u0301a.example       | starts with a combining mark
        -ü.example             | label "-ü" starts with a hyphen
        ü-.example             | label "ü-" ends with a hyphen
        üb--a.example          | label "üb--a" has hyphens in third and fourth place
        ü..example             | is empty
        l·a.example            | punctuation mark outside the script
        אa.example             | mixes directions of writing
        1.אב.example           | mixes directions of writing
        ☃.example              | label "☃" holds U+2603
        i♥ny.example           | label "i♥ny" holds U+2665
        xn--n3h.example        | label "☃" holds U+2603
        😀.example             | label "😀" holds U+1F600
        # A-labels of nothing
        xn--.example           | label "xn--" starts with "xn--" but is not the A-label of any U-label
        xn--a.example          | label "xn--a" starts with "xn--" but is not the A-label of any U-label
        xn--abc-.example       | label "xn--abc-" starts with "xn--" but is not the A-label of any U-label
        xn--0.example          | "xn--0" starts with "xn--" but is not valid Punycode
        xn--ü.example          | "xn--ü" starts with "xn--" but is not valid Punycode
            xn--bcher-2pa.example  | label "xn--bcher-2pa" starts with "xn--" but is not the A-label of any U-label
            xn--cafe-yvc.example   | label "xn--cafe-yvc" starts with "xn--" but is not the A-label of any U-label
        """)
    void what_a_person_does_not_see_is_refused(String name, String reason) {
        assertRefused(Escapes.read(name), reason);
    }

    @ParameterizedTest(name = "<{0}> is refused: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        аpple.com           | label "аpple" mixes scripts (Cyrillic, Latin)
        xn--pple-43d.com    | label "аpple" mixes scripts (Cyrillic, Latin)
        www.gοogle.com      | label "gοogle" mixes scripts (Latin, Greek)
        аррӏе.com           | label "аррӏе" looks like "apple" but is not
        xn--80ak6aa92e.com  | label "аррӏе" looks like "apple" but is not
        ノ.com              | label "ノ" looks like "/" but is not
        example.comノa.com  | label "comノa" seems to hold a slash
        a\\u064Eb.example   | mixes Latin with marks of other scripts
        ɡoogle.com          | label "ɡoogle" holds U+0261
        i\\u0307stanbul.com | marks that cannot be seen
        İstanbul.com        | marks that cannot be seen
        ०१2.example         | digits of several scripts
        """)
    void what_may_be_taken_for_another_is_left_to_a_person(String name, String reason) {
        assertRefused(Escapes.read(name), reason);
    }

    private static void assertRefused(String name, String reason) {
        assertThat(DomainName.check(name))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains(reason));
    }
}
