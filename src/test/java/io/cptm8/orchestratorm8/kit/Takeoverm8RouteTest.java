package io.cptm8.orchestratorm8.kit;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** An example: one route, its steps found by their ids, in milliseconds. */
class Takeoverm8RouteTest extends RouteTest {

    Takeoverm8RouteTest() {
        super("routes/scanners/takeoverm8.yaml");
    }

    @Test
    void a_domain_is_published_with_the_key_and_the_columns_that_the_file_lists() throws Exception {
        context.start();
        var row = domain("shop.example.com");
        var published = mock("publish");
        published.expectedMessageCount(1);
        published.expectedHeaderReceived("routingKey", "cptm8.takeoverm8.post.scan");
        published.expectedHeaderReceived("messageId", "takeoverm8:%s:1".formatted(row.get("request")));
        published
                .message(0)
                .body(String.class)
                .isEqualTo("{\"id\":\"%s\",\"name\":\"shop.example.com\",\"companyname\":\"Example\"}"
                        .formatted(row.get("id")));

        claim("takeoverm8", row);

        published.assertIsSatisfied();
    }

    @Test
    void what_is_not_a_domain_name_gets_to_the_settlement_and_not_to_the_broker() throws Exception {
        context.start();
        mock("publish").expectedMessageCount(0);
        mock("to-settle").expectedMessageCount(1);

        claim("takeoverm8", domain("10.0.0.1"));

        mock("to-settle").assertIsSatisfied();
        mock("publish").assertIsSatisfied();
    }

    @Test
    void one_domain_that_fails_in_the_middle_of_the_route_leaves_the_others_alone() throws Exception {
        advise(
                "takeoverm8",
                route -> route.weaveById("message").before().process(exchange -> {
                    if ("bad.example.com"
                            .equals(exchange.getMessage().getBody(Map.class).get("name"))) {
                        throw new IllegalStateException("thrown by this test");
                    }
                }));
        context.start();
        mock("publish").expectedMessageCount(1);
        mock("to-settle").expectedMessageCount(1);
        mock("to-settle").message(0).simple("${body.verdicts}").contains("not sent");
        mock("to-settle").message(0).simple("${body.verdicts}").contains("accepted");

        claim("takeoverm8", domain("bad.example.com"), domain("shop.example.com"));

        mock("to-settle").assertIsSatisfied();
        mock("publish").assertIsSatisfied();
    }
}
