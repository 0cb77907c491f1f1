package io.cptm8.orchestratorm8.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What our own components say of their options is what their endpoints take. */
class OwnComponentsTest {

    @ParameterizedTest
    @CsvSource({
        "pg-listen, io.cptm8.orchestratorm8.postgres.listen.PgListenEndpoint",
        "rabbitmq-publish, io.cptm8.orchestratorm8.rabbitmq.publish.RabbitmqPublishEndpoint"
    })
    void every_setter_is_an_option_of_its_type(String scheme, Class<?> endpoint) throws IOException {
        var described = new ObjectMapper()
                .readTree(new Installed().getComponentJSonSchema(scheme))
                .get("properties");
        var setters = Arrays.stream(endpoint.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("set"))
                .toList();

        assertThat(setters).isNotEmpty();
        var names = new TreeSet<String>();
        for (var setter : setters) {
            var name = option(setter);
            names.add(name);
            assertThat(described.has(name)).as(name).isTrue();
            assertThat(described.get(name).get("javaType").asText())
                    .as(name)
                    .isEqualTo(setter.getParameterTypes()[0].getName());
        }
        for (var option : described.properties()) {
            var own = option.getValue().get("kind").asText().equals("parameter")
                    && !option.getValue().get("label").asText().contains("advanced");
            assertThat(names.contains(option.getKey())).as(option.getKey()).isEqualTo(own);
        }
    }

    private static String option(Method setter) {
        return Character.toLowerCase(setter.getName().charAt(3))
                + setter.getName().substring(4);
    }
}
