package io.cptm8.orchestratorm8.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.Received;
import io.cptm8.orchestratorm8.testing.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** What listens to exchange notification on the platform, and what it has heard. */
final class Dashboard {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Wire wire;
    private final List<Received> heard = new ArrayList<>();

    /** Listens from now on. */
    Dashboard(Wire wire) {
        this.wire = wire;
        wire.topic("notification").queue("qtold");
        listen();
    }

    void listen() {
        wire.bind("qtold", "notification", "app.#");
    }

    void leave() {
        wire.unbind("qtold", "notification", "app.#");
    }

    /** The one that is about this, when it has come; what else comes is kept for those who ask for it. */
    Received await(String words) {
        var found = new ArrayList<Received>();
        Awaitility.await("a notification with: " + words).atMost(LIMIT).until(() -> {
            heard.addAll(wire.drain("qtold"));
            heard.stream().filter(each -> each.text().contains(words)).forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    long count(String words) {
        heard.addAll(wire.drain("qtold"));
        return heard.stream().filter(each -> each.text().contains(words)).count();
    }

    /** Field by field and in their order, as the platform's services write it. */
    static void assertNotification(Received received, String word, String severity, String message) throws IOException {
        var key = "app." + word + "." + severity;
        assertThat(received.exchange()).isEqualTo("notification");
        assertThat(received.routingKey()).isEqualTo(key);
        assertThat(received.properties().getDeliveryMode()).isEqualTo(2);
        assertThat(received.properties().getContentType()).isEqualTo("application/json");
        assertThat(received.properties().getHeaders()).isNullOrEmpty();
        var body = JSON.readTree(received.body());
        var text = body.path("payload").path("message").textValue();
        var timestamp = body.path("timestamp").textValue();
        assertThat(text).matches(message);
        assertThat(OffsetDateTime.parse(timestamp))
                .isBefore(OffsetDateTime.now().plusMinutes(1));
        assertThat(received.text())
                .isEqualTo("""
                {"channel":"%s","payload":{"userrole":"admin","type":"system_%s","message":%s,"metadata":{"severity":"%s","channeltype":"app","eventtype":"system_%s"}},"timestamp":"%s","source":"orchestratorm8"}""".formatted(key, word, JSON.writeValueAsString(text), severity, word, timestamp));
    }
}
