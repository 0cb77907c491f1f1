package io.cptm8.orchestratorm8.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.IDNA;
import io.cptm8.orchestratorm8.target.Target.Refused;
import io.cptm8.orchestratorm8.target.Target.Valid;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicSuffixTest {

    private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "co.uk",
                "CO.UK",
                "co.uk.",
                "com.au",
                "gov.uk",
                "k12.ca.us",
                "github.io",
                "s3.amazonaws.com",
                "blogspot.com",
                "herokuapp.com",
                // by a rule with a wildcard, and what stands above one
                "anything.ck",
                "foo.kobe.jp",
                "kobe.jp",
                "sch.uk",
                "school.sch.uk",
                "x.compute.amazonaws.com",
                // letters beyond ASCII, both ways
                "公司.cn",
                "xn--55qx5d.cn",
                "個人.香港",
                "xn--mxtq1m.xn--j6w193g",
            })
    void a_name_below_which_everybody_may_have_a_domain_is_refused(String name) {
        assertThat(DomainName.check(name))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("is a public suffix"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.co.uk",
                "www.example.co.uk",
                "someone.github.io",
                "amazonaws.com",
                "example.com",
                "shop.example",
                // exceptions of rules with a wildcard
                "www.ck",
                "city.kobe.jp",
                "www.city.kobe.jp",
                "example.foo.kobe.jp",
                "食狮.公司.cn",
            })
    void a_domain_below_one_is_accepted(String name) {
        assertThat(DomainName.check(name)).isInstanceOf(Valid.class);
    }

    /** The oracle is the list's own algorithm, written apart from the code that it judges. */
    @Test
    void no_rule_of_the_list_is_accepted_in_either_form_and_what_is_below_it_is_no_suffix() {
        var oracle = SuffixOracle.read();
        assertThat(oracle.rules()).hasSizeGreaterThan(10_000);
        assertThat(oracle.rules())
                .filteredOn(rule -> !rule.startsWith("!"))
                .extracting(rule -> rule.replace("*", "any"))
                .allSatisfy(suffix -> {
                    assertThat(oracle.isSuffix(suffix)).as(suffix).isTrue();
                    assertThat(DomainName.check(suffix)).as(suffix).isInstanceOf(Refused.class);
                    assertThat(DomainName.check(ascii(suffix))).as(suffix).isInstanceOf(Refused.class);
                });
    }

    /** An entry that is written otherwise than names come here would never be found. */
    @Test
    void every_rule_of_the_list_is_written_as_names_are_looked_up() {
        assertThat(SuffixOracle.read().rules())
                .extracting(rule -> rule.replaceFirst("^(\\*\\.|!)", ""))
                .allSatisfy(rule -> {
                    assertThat(RULES.nameToUnicode(rule, new StringBuilder(), new IDNA.Info())
                                    .toString())
                            .isEqualTo(rule);
                    assertThat(rule).doesNotContain("*", "!", " ", "\t");
                });
    }

    @Test
    void names_of_customers_that_end_like_a_suffix_are_theirs() {
        assertThat(List.of("notco.uk", "my-github.io", "xco.uk", "co.uk.example.com"))
                .allSatisfy(name -> assertThat(DomainName.check(name)).isInstanceOf(Valid.class));
    }

    private static String ascii(String unicode) {
        return RULES.nameToASCII(unicode, new StringBuilder(), new IDNA.Info()).toString();
    }
}
