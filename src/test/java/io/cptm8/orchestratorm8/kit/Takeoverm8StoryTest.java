package io.cptm8.orchestratorm8.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An example: a scanner's file from the domain in the table to the message in the queue. */
class Takeoverm8StoryTest extends ScannerStory {

    Takeoverm8StoryTest() {
        super("routes/scanners/takeoverm8.yaml");
        set("scanners.takeoverm8.enabled", "true");
    }

    @Test
    void a_new_domain_is_one_message_and_its_request_is_done() {
        domain("shop.example.com").isAdded();

        var message = scanner("takeoverm8")
                .receives("""
                { "id": "%s", "name": "shop.example.com" }""".formatted(domain("shop.example.com").id()));

        assertThat(message.routingKey()).isEqualTo("cptm8.takeoverm8.post.scan");
        domain("shop.example.com").requestTo("takeoverm8").becomes("done").hasReceipt("accepted");
        scanner("takeoverm8").receivesNothingMore();
    }

    @Test
    void what_is_not_a_domain_name_is_parked_with_the_reason_and_never_sent() {
        domain("10.0.0.1").isAdded();

        domain("10.0.0.1").requestTo("takeoverm8").becomes("parked").says("IP address");
        scanner("takeoverm8").receivesNothingMore();
    }

    @Test
    void a_message_without_a_queue_waits_and_gets_there_when_the_queue_is_back() {
        scanner("takeoverm8").losesItsQueue();
        domain("shop.example.com").isAdded();
        domain("shop.example.com").requestTo("takeoverm8").hasReceipt("unroutable");

        scanner("takeoverm8").getsItsQueueBack();

        domain("shop.example.com").requestTo("takeoverm8").becomes("done").hasReceipt("accepted");
    }
}
