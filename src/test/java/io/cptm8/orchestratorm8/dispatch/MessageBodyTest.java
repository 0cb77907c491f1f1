package io.cptm8.orchestratorm8.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

class MessageBodyTest extends CamelTestSupport {

    private static final String NOW = "\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{0,8}[1-9])?Z\"";

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .process(new StartMessage(() -> false))
                        .marshal()
                        .json();
                from("direct:domain").process(new DomainMessage()).marshal().json();
            }
        };
    }

    private static Map<String, Object> row() {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", "0b2f");
        row.put("name", "shop.example.com");
        row.put("companyname", null);
        row.put("unicode", "shop.example.com");
        return row;
    }

    private String domain(String form, String content) {
        return template.requestBodyAndHeaders(
                "direct:domain",
                row(),
                Map.of("form", form, "content", content, "routingKey", "cptm8.x.post.scan"),
                String.class);
    }

    @Test
    void a_start_is_an_envelope_without_payload_its_fields_in_the_platforms_order() {
        var body =
                template.requestBodyAndHeader("direct:start", null, "routingKey", "cptm8.asmm8.get.scan", String.class);

        assertThat(body)
                .matches("\\{\"channel\":\"cptm8\\.asmm8\\.get\\.scan\"," + NOW + ",\"source\":\"orchestratorm8\"}");
    }

    @Test
    void a_bare_domain_is_just_the_columns_that_were_asked_for_in_that_order_and_none_without_a_value() {
        assertThat(domain("bare", "name, id,companyname")).isEqualTo("{\"name\":\"shop.example.com\",\"id\":\"0b2f\"}");
    }

    @Test
    void a_domain_in_an_envelope_is_its_payload() {
        assertThat(domain("envelope", "id"))
                .matches("\\{\"channel\":\"cptm8\\.x\\.post\\.scan\",\"payload\":\\{\"id\":\"0b2f\"}," + NOW
                        + ",\"source\":\"orchestratorm8\"}");
    }
}
