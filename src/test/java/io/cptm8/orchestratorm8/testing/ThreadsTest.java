package io.cptm8.orchestratorm8.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    @Test
    void a_thread_of_ours_that_stays_is_named() throws InterruptedException {
        Threads threads = Threads.snapshot();
        CountDownLatch end = new CountDownLatch(1);
        Thread stays = new Thread(() -> await(end), "orchestratorm8-listener");
        stays.setDaemon(true);
        stays.start();

        assertThatThrownBy(() -> threads.assertNoneLeft(Duration.ofMillis(200)))
                .hasMessageContaining("orchestratorm8-listener");

        end.countDown();
        threads.assertNoneLeft();
    }

    @Test
    void a_stopped_camel_context_leaves_none() throws Exception {
        Threads threads = Threads.snapshot();
        CamelContext context = new DefaultCamelContext();
        context.start();
        context.getExecutorServiceManager().newFixedThreadPool(this, "work", 1).submit(() -> {});
        context.stop();
        assertThatCode(threads::assertNoneLeft).doesNotThrowAnyException();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
