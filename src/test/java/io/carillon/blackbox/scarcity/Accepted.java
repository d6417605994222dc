package io.carillon.blackbox.scarcity;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;

/** Reports changes, each of an object of its own, and keeps in mind which were accepted. */
final class Accepted {

    private static final int NO_ANSWER = 0;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Set<String> arrived = ConcurrentHashMap.newKeySet();
    private final Scenario scenario;
    private final Endpoint endpoint;

    Accepted(Scenario scenario) {
        this.scenario = scenario;
        endpoint = scenario.anEndpoint().full().instant().retrying().create();
    }

    /** Reports a small change; the status of the answer, 0 without one. */
    int report() {
        return report("");
    }

    /** The same with this text in its data. */
    int report(String text) {
        String id = "o" + numbers.incrementAndGet();
        try {
            String change = scenario.anEvent("team.updated", id, Json.object("object", id, "text", text));
            int status = scenario.tryToPost(change).statusCode();
            if (status == 202) {
                ids.add(id);
            }
            return status;
        } catch (UncheckedIOException unknown) {
            return NO_ANSWER;
        }
    }

    /** Reports so many changes, which must all be accepted. */
    void reportAll(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(report(), is(202));
        }
    }

    int size() {
        return ids.size();
    }

    /** All that were accepted arrive. */
    void assertAllArrive(Duration limit) {
        try {
            await().atMost(limit).until(() -> missing().isEmpty());
        } catch (ConditionTimeoutException e) {
            assertThat("did not arrive of " + ids.size(), missing(), is(empty()));
        }
    }

    /** What has not arrived yet; forgets the bodies of what has. */
    Set<String> missing() {
        endpoint.take().forEach(one -> arrived.add(one.json().at("/data/object").asText()));
        Set<String> missing = new TreeSet<>(ids);
        missing.removeAll(arrived);
        return missing;
    }
}
