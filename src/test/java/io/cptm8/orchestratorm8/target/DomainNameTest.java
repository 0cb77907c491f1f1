package io.cptm8.orchestratorm8.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.cptm8.orchestratorm8.target.Target.Refused;
import io.cptm8.orchestratorm8.target.Target.Valid;
import java.net.IDN;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DomainNameTest {

    @ParameterizedTest(name = "{0} is published as {1} and shown as {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # demonstrations and documentation live here: they must pass
        example.com        | example.com               | example.com
        example.org        | example.org               | example.org
        example.net        | example.net               | example.net
        a.example          | a.example                 | a.example
        d1.example         | d1.example                | d1.example
        # one domain, however it is written
        A.example          | a.example                 | a.example
        Shop.EXAMPLE.Com   | shop.example.com          | shop.example.com
        example.com.       | example.com               | example.com
        # digits and hyphens where RFC 1123 has them
        4.example          | 4.example                 | 4.example
        1.2.3.4.example    | 1.2.3.4.example           | 1.2.3.4.example
        0x7f.example       | 0x7f.example              | 0x7f.example
        a-b.example        | a-b.example               | a-b.example
        a--b.example       | a--b.example              | a--b.example
        abc--d.example     | abc--d.example            | abc--d.example
        # names that only hold a reserved word, or end in something longer
        localhost.example  | localhost.example         | localhost.example
        local.com          | local.com                 | local.com
        my.locals          | my.locals                 | my.locals
        x.homes            | x.homes                   | x.homes
        # deviation characters stay what they are
        faß.de             | xn--fa-hia.de             | faß.de
        FAẞ.de             | xn--fa-hia.de             | faß.de
        fass.de            | fass.de                   | fass.de
        ελλάς.example      | xn--hxarsa0b.example      | ελλάς.example
        # U-labels and A-labels are the same domain
        bücher.example     | xn--bcher-kva.example     | bücher.example
        BÜCHER.example     | xn--bcher-kva.example     | bücher.example
        xn--bcher-kva.example | xn--bcher-kva.example  | bücher.example
        XN--Bcher-KVA.example | xn--bcher-kva.example  | bücher.example
        www.bücher.example.| www.xn--bcher-kva.example | www.bücher.example
        # composed and decomposed are the same text
        cafe\\u0301.example | xn--caf-dma.example       | café.example
        \\u212Aa.example    | ka.example                | ka.example
        # scripts of the world, one in a label
        пример.рф          | xn--e1afmkfd.xn--p1ai     | пример.рф
        пример.com         | xn--e1afmkfd.com          | пример.com
        שלום.example       | xn--9dbne9b.example       | שלום.example
        例え.jp            | xn--r8jz45g.jp            | 例え.jp
        한국.kr            | xn--3e0b707e.kr           | 한국.kr
        kayıt.com          | xn--kayt-nza.com          | kayıt.com
        col·lecció.cat     | xn--collecci-ioa91d.cat   | col·lecció.cat
        # scripts that are read together
        日本go.jp          | xn--go-5t7du0c.jp         | 日本go.jp
        日本語ドメイン.jp   | xn--eckwd4c7c5976acvb2w6i.jp | 日本語ドメイン.jp
        # a Cyrillic word that looks Latin has no Latin twin under a Cyrillic top-level domain
        оса.рф             | xn--80a1aj.xn--p1ai       | оса.рф
        """)
    void a_valid_name_is_accepted(String name, String ascii, String unicode) {
        Target target = DomainName.check(Escapes.read(name));

        assertThat(target).isInstanceOfSatisfying(Valid.class, valid -> {
            assertThat(valid.ascii()).isEqualTo(ascii);
            assertThat(valid.unicode()).isEqualTo(unicode);
        });
    }

    @Test
    void sharp_s_does_not_lead_to_somebody_elses_domain_as_it_does_with_the_jdk() {
        assertThat(IDN.toASCII("faß.de")).isEqualTo("fass.de");

        assertThat(DomainName.check("faß.de")).isNotEqualTo(DomainName.check("fass.de"));
    }

    @Test
    void all_the_ways_to_write_a_domain_are_equal() {
        assertThat(DomainName.check("Bücher.Example."))
                .isEqualTo(DomainName.check("xn--bcher-kva.example"))
                .hasSameHashCodeAs(DomainName.check("xn--bcher-kva.example"))
                .hasToString("xn--bcher-kva.example");
    }

    @Test
    void a_plain_name_is_not_copied() {
        String name = "shop.example.com";

        Valid valid = (Valid) DomainName.check(name);

        assertThat(valid.ascii()).isSameAs(name);
        assertThat(valid.unicode()).isSameAs(name);
    }

    @Test
    void a_label_of_63_and_a_name_of_253_characters_are_the_longest() {
        String label = "a".repeat(63);
        String name = label + "." + label + "." + label + "." + "a".repeat(57) + ".com";

        assertThat(name).hasSize(253);
        assertThat(DomainName.check(name)).isInstanceOf(Valid.class);
        assertThat(DomainName.check(name + ".")).isEqualTo(DomainName.check(name));
        assertThat(reason("a" + name)).contains("has 254 characters; a domain name has at most 253");
        assertThat(reason(label + "a.com")).contains("has 64 characters; a label has at most 63");
    }

    @Test
    void the_lengths_that_count_are_those_of_the_published_form() {
        assertThat(reason("ü".repeat(30) + "x".repeat(30) + ".com")).contains("a label has at most 63");
        assertThat(reason("bücher.".repeat(20) + "com")).contains("a domain name has at most 253");
    }

    private static String reason(String name) {
        return ((Refused) DomainName.check(name)).reason();
    }
}
