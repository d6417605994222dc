package io.carillon.benchmark;

import static org.awaitility.Awaitility.await;

import io.carillon.blackbox.support.Api;
import java.time.Duration;

/** How many messages wait on the service's queue; a message counts until its effect is committed and it is acknowledged. */
final class Backlog {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Api api;

    Backlog(Site site) {
        api = site.api();
    }

    long size() {
        var answer = api.root(QueueCount.PATH);
        if (answer.statusCode() != 200) {
            throw new VoidRun("the broker does not report its queue: " + answer.body());
        }
        return Long.parseLong(answer.body());
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
}
