package io.carillon.benchmark;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.apache.activemq.artemis.api.core.management.SimpleManagement;

/** How many messages wait on the service's queue; a message counts until its effect is committed and it is acknowledged. */
final class Backlog implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final SimpleManagement broker;

    Backlog(Site site) {
        broker = new SimpleManagement(site.brokerUrl(), null, null);
    }

    synchronized long size() {
        try {
            return broker.getMessageCountOnQueue("carillon.changes");
        } catch (Exception e) {
            throw new VoidRun("the broker does not tell", e);
        }
    }

    /** Waits until the queue is empty. */
    void drain() {
        await("an empty queue").atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> size() == 0);
    }

    /** Waits until at most {@code most} messages are on the queue. */
    void awaitAtMost(long most) {
        await("fewer than " + most + " messages").atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                .until(() -> size() <= most);
    }

    @Override
    public void close() throws Exception {
        broker.close();
    }
}
