package io.cptm8.orchestratorm8.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** The start configuration of Broker-J's only virtual host: in memory, with queues that have a limit. */
record VirtualHostConfiguration(List<BoundedQueue> queues) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String json() throws JsonProcessingException {
        var children = queues.stream().map(VirtualHostConfiguration::queue).toList();
        return JSON.writeValueAsString(Map.of("type", "Memory", "queues", children));
    }

    private static Map<String, Object> queue(BoundedQueue queue) {
        return Map.ofEntries(
                Map.entry("name", queue.name()),
                Map.entry("type", "standard"),
                Map.entry("durable", true),
                Map.entry("overflowPolicy", "REJECT"),
                Map.entry("maximumQueueDepthMessages", queue.maxLength()));
    }
}
