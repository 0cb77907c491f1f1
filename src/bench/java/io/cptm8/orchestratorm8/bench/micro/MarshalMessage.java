package io.cptm8.orchestratorm8.bench.micro;

import io.cptm8.orchestratorm8.dispatch.DomainMessage;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From a claimed row to the bytes of its message: the steps {@code message} and {@code marshal} of the template. */
@State(Scope.Thread)
public class MarshalMessage {

    private static final Map<String, Object> ROW = Map.of(
            "id", "0b1c5f8e-6a0e-4d0f-9a53-0d3c6a1f7c11",
            "name", "host12345.example-customer.com",
            "companyname", "Example Customer");

    private final CamelContext context = new DefaultCamelContext();
    private final JacksonDataFormat json = new JacksonDataFormat();
    private final DomainMessage message = new DomainMessage();

    @Setup
    public void start() {
        context.start();
        json.setCamelContext(context);
        json.start();
    }

    @TearDown
    public void stop() {
        json.stop();
        context.stop();
    }

    @Benchmark
    public byte[] marshal() throws Exception {
        var exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("content", "id,name,companyname");
        exchange.getMessage().setHeader("form", "envelope");
        exchange.getMessage().setHeader("routingKey", "cptm8.benchm8.get.scan");
        exchange.getMessage().setBody(new HashMap<>(ROW));
        message.process(exchange);
        var bytes = new ByteArrayOutputStream(256);
        json.marshal(exchange, exchange.getMessage().getBody(), bytes);
        return bytes.toByteArray();
    }
}
