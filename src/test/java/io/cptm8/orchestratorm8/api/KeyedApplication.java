package io.cptm8.orchestratorm8.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cptm8.orchestratorm8.testing.TestApplication;
import io.cptm8.orchestratorm8.testing.TestBroker;
import io.cptm8.orchestratorm8.testing.TestDatabase;
import io.cptm8.orchestratorm8.why.AnswerJson;
import io.cptm8.orchestratorm8.why.WhyNot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The whole application with a key for each role, for tests of who and what is let in. */
final class KeyedApplication implements AutoCloseable {

    static final NewKey VIEWER = NewKey.of("vera", Role.VIEW);
    static final NewKey OPERATOR = NewKey.of("otto", Role.OPERATE);
    static final NewKey ADMIN = NewKey.of("ada", Role.ADMIN);
    /** In an answer of the API and in no refusal. */
    static final String SECRET = "canary.example.com";

    private final Path home;
    private final TestDatabase database = TestDatabase.fresh();
    private final TestApplication application;

    KeyedApplication(Path home) {
        this(home, application -> application);
    }

    KeyedApplication(Path home, UnaryOperator<TestApplication> changes) {
        this.home = home;
        database.execute("INSERT INTO cptm8domain (name) VALUES ('" + SECRET + "')");
        application = changes.apply(
                new TestApplication(home, database, TestBroker.shared().newVirtualHost()));
        application.startAndAwaitReady();
        giveKeys();
    }

    void giveKeys() {
        Client.writeKeys(home, "# those of the tests", VIEWER.line(), OPERATOR.line(), ADMIN.line());
    }

    void takeKeys() {
        try {
            Files.deleteIfExists(home.resolve("api-keys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param key null: none is sent */
    Client as(NewKey key) {
        return new Client(port(), key == null ? null : key.key());
    }

    /** What {@code orchestratorm8 why --json} says; null: there is no such domain. */
    JsonNode why(String domain) {
        return new WhyNot(application.settings().database())
                .ask(domain)
                .<JsonNode>map(answer -> new ObjectMapper().valueToTree(AnswerJson.of(answer)))
                .orElse(null);
    }

    int port() {
        return application.port();
    }

    TestDatabase database() {
        return database;
    }

    TestApplication application() {
        return application;
    }

    @Override
    public void close() {
        application.close();
    }
}
