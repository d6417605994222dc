package io.carillon.bridge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The intake of Carillon. What it cannot take now is sent again until it can; only {@link #stop} ends that. */
final class Carillon {

    /** Carillon refuses the bridge itself, so that no record can be reported. */
    static final class NotAllowed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotAllowed(String message) {
            super(message);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Carillon.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long LONGEST_PAUSE = 30;
    private static final int ACCEPTED = 202;
    private static final Set<Integer> OF_THE_CHANGES = Set.of(400, 413, 422);
    private static final Set<Integer> OF_THE_BRIDGE = Set.of(401, 403, 404, 405, 415);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final URI changes;
    private final String key;

    Carillon(URI base, String key) {
        changes = URI.create(base.toString().replaceAll("/+$", "") + "/api/v1/changes");
        this.key = key;
    }

    /**
     * Reports {@code batch}, all or none.
     *
     * @return why Carillon refuses it; empty once it is on the queue
     * @throws NotAllowed           if the key or the address is wrong
     * @throws InterruptedException if {@link #stop} was called meanwhile
     */
    Optional<String> report(List<String> batch) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(changes).timeout(TIMEOUT).header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("[" + String.join(",", batch) + "]")).build();
        for (int failures = 0; ; failures++) {
            String reason;
            long pause = Math.min(LONGEST_PAUSE, 1L << Math.min(failures, 5));
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == ACCEPTED) {
                    return Optional.empty();
                }
                if (OF_THE_CHANGES.contains(answer.statusCode())) {
                    return Optional.of(answer.body());
                }
                if (OF_THE_BRIDGE.contains(answer.statusCode())) {
                    throw new NotAllowed("POST " + changes + " was answered " + answer.statusCode() + ": " + answer.body());
                }
                reason = "status " + answer.statusCode();
                pause = answer.headers().firstValue("Retry-After").filter(text -> text.matches("[0-9]{1,4}"))
                        .map(Long::valueOf).orElse(pause);
            } catch (IOException e) {
                reason = e.toString();
            }
            LOG.warn("carillon.waiting reason=\"{}\" seconds={}", reason, pause);
            if (stopped.await(pause, TimeUnit.SECONDS)) {
                throw new InterruptedException("stopped");
            }
        }
    }

    /** Ends every wait. */
    void stop() {
        stopped.countDown();
    }
}
