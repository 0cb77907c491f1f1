package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BrokerChoiceTest {

    @Test
    void auto_takes_the_real_broker_where_there_is_one() {
        assertThat(BrokerChoice.AUTO.isReal(true)).isTrue();
        assertThat(BrokerChoice.AUTO.isReal(false)).isFalse();
        assertThat(BrokerChoice.EMBEDDED.isReal(true)).isFalse();
    }

    @Test
    void required_fails_with_what_to_do_where_there_is_none() {
        assertThat(BrokerChoice.REQUIRED.isReal(true)).isTrue();
        assertThatThrownBy(() -> BrokerChoice.REQUIRED.isReal(false))
                .hasMessageContaining("no rabbitmq-server on this machine")
                .hasMessageContaining("install it");
    }

    @Test
    void a_word_that_is_no_choice_is_refused_with_the_choices() {
        assertThat(BrokerChoice.parse("required")).isEqualTo(BrokerChoice.REQUIRED);
        assertThatThrownBy(() -> BrokerChoice.parse("yes"))
                .hasMessage("orchestratorm8.test.rabbitmq is yes; it can be auto, required or embedded");
    }
}
