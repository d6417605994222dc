package io.carillon.demo;

import io.carillon.local.Lifetime;
import io.carillon.local.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * The demonstration: waits for the service, starts a receiver, sets up a tenant, prints a welcome and reports sample changes
 * until the JVM shuts down. It is a client like any other: it prints its failures on the terminal and does not affect the
 * service.
 */
public final class Demo {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Service service;
    private final Terminal terminal;
    private final Clock clock;
    private final Random random;
    private final Lifetime lifetime;
    private final Summary summary;

    Demo(Service service, Terminal terminal, Clock clock, Random random, Lifetime lifetime) {
        this.service = service;
        this.terminal = terminal;
        this.clock = clock;
        this.random = random;
        this.lifetime = lifetime;
        this.summary = new Summary(terminal, clock);
    }

    /**
     * Runs the demonstration on the calling thread, which should be a daemon. Returns when the JVM begins to shut down, when
     * the thread is interrupted, or after one sentence on the terminal if the set-up fails; never throws.
     *
     * @param serviceBase where the service listens, such as {@code http://127.0.0.1:8080}; need not be ready yet
     * @param operatorKey the first operator key
     * @param terminal    gets all output, in UTF-8
     */
    public static void start(URI serviceBase, String operatorKey, PrintStream terminal) {
        Clock clock = Clock.systemDefaultZone();
        new Demo(new Service(serviceBase, operatorKey), Terminal.of(terminal, clock, System.getenv()), clock,
                new Random(new SecureRandom().nextLong()), Lifetime.ofTheJvm()).run();
    }

    /** Catches everything, so that the demonstration ends with one sentence and nothing else. */
    void run() {
        try {
            setUp();
            new Trickle(service, new Story(random), terminal, summary, random, lifetime).run();
        } catch (IOException | RuntimeException e) {
            if (!lifetime.isOver()) {
                terminal.say("The demonstration has ended; the service keeps running. Reason: " + reason(e));
            }
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException ? e.getMessage() : e.toString();
    }

    private void setUp() throws IOException {
        awaitService();
        Receiver receiver = Receiver.start(terminal, clock, summary);
        try {
            new Tenant(service).prepare(receiver);
        } catch (IOException | RuntimeException e) {
            receiver.stop();
            throw e;
        }
        service.consoleLink(receiver.urlOf(Receiver.OWN)).ifPresent(link -> terminal.say(Welcome.link(link)));
        terminal.say(Welcome.text(service.base(), service.operatorKey()));
    }

    private void awaitService() throws IOException {
        Instant deadline = clock.instant().plus(PATIENCE);
        while (!service.isReady()) {
            if (clock.instant().isAfter(deadline) || !lifetime.lasts(POLL)) {
                throw new IOException(service.base() + " was not ready within " + PATIENCE.toMinutes() + " minutes.");
            }
        }
    }
}
