package io.carillon.demo;

import io.carillon.local.Lifetime;
import io.carillon.local.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** Sends the story's bursts to the service, one every few seconds. It prints a burst that fails and does not send it again. */
final class Trickle {

    private static final int SHORTEST_PAUSE_MILLIS = 3_000;
    private static final int PAUSE_SPREAD_MILLIS = 3_000;

    private final Service service;
    private final Story story;
    private final Terminal terminal;
    private final Summary summary;
    private final Random random;
    private final Lifetime lifetime;

    Trickle(Service service, Story story, Terminal terminal, Summary summary, Random random, Lifetime lifetime) {
        this.service = service;
        this.story = story;
        this.terminal = terminal;
        this.summary = summary;
        this.random = random;
        this.lifetime = lifetime;
    }

    /** Sends the first burst at once and continues until the lifetime ends. */
    void run() {
        do {
            send(story.next());
            summary.printIfDue();
        } while (lifetime.lasts(Duration.ofMillis(SHORTEST_PAUSE_MILLIS + random.nextInt(PAUSE_SPREAD_MILLIS))));
        summary.end();
    }

    private void send(Burst burst) {
        try {
            service.post("/changes", burst.body(), 202);
            terminal.aside("sent " + burst.description());
            summary.sent(burst.changes().size());
        } catch (IOException e) {
            if (!lifetime.isOver()) {
                terminal.rejected("not sent: " + burst.description(), e.getMessage());
                summary.failed();
            }
        }
    }
}
