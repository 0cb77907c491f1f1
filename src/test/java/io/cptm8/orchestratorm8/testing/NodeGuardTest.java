package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealRabbitMq
class NodeGuardTest {

    @Test
    void the_end_of_the_pipe_ends_node_and_epmd_and_removes_their_files(@TempDir Path parent) throws Exception {
        Path directory = Files.createDirectories(parent.resolve("node/data")).getParent();
        int epmdPort = FreePorts.next();
        // Stands for the node: reads from a pipe that stays open.
        Process standIn = new ProcessBuilder("cat").start();

        NodeGuard guard = NodeGuard.start(epmdPort, directory);
        guard.watch(standIn.pid());
        assertThat(standIn.isAlive()).isTrue();
        guard.close();

        assertThat(standIn.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(directory).doesNotExist();
        await().until(() -> !FreePorts.accepts(epmdPort));
    }
}
