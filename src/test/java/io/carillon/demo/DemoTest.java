package io.carillon.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.local.Lifetime;
import io.carillon.local.Lines;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // waits for a service of its own
class DemoTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Lines lines = new Lines();
    private final Lifetime lifetime = new Lifetime();
    private FakeService fake;

    @BeforeEach
    void aService() throws IOException {
        fake = new FakeService();
    }

    @AfterEach
    void stops() {
        fake.close();
    }

    private Thread started(URI base, String key, Clock clock) {
        Demo demo = new Demo(new Service(base, key), lines.terminal(clock), clock, new Random(42), lifetime);
        Thread thread = new Thread(demo::run, "demo-test");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static boolean ends(Thread thread) throws InterruptedException {
        thread.join(DEADLINE.toMillis());
        return !thread.isAlive();
    }

    @Test
    void welcomesAndSendsTheFirstBurstAtOnce() throws Exception {
        Thread demo = started(fake.base(), FakeService.KEY, Lines.CLOCK);

        lines.await(line -> line.startsWith("10:30:00  … sent") && line.contains("(create, then"));
        lifetime.end();

        assertThat(ends(demo), is(true));
        assertThat(lines.all(), hasItem(containsString("curl -i " + fake.base() + "api/v1/changes")));
        assertThat(lines.all().get(1), is("Open " + fake.base() + "console/enter#c=x"));
        assertThat(lines.all(), hasItem(containsString("operator key  " + FakeService.KEY)));
        assertThat(fake.changes, hasSize(1));
    }

    @Test
    void withoutAConsoleItBeginsWithTheWelcome() throws Exception {
        fake.withoutConsole();
        Thread demo = started(fake.base(), FakeService.KEY, Lines.CLOCK);

        lines.await(line -> line.contains("… sent"));
        lifetime.end();

        assertThat(ends(demo), is(true));
        assertThat(lines.all().stream().filter(line -> line.contains("/console/")).toList(), hasSize(0));
        assertThat(lines.all(), hasItem(containsString("operator key  " + FakeService.KEY)));
    }

    @Test
    void tellsWhyABurstCouldNotBeSentAndGoesOn() throws Exception {
        fake.refusingChanges(503);
        Thread demo = started(fake.base(), FakeService.KEY, Lines.CLOCK);

        lines.await(line -> line.contains("✘ not sent:"));
        lines.await(line -> line.contains("POST /changes returned 503"));
        fake.refusingChanges(202);
        lines.await(line -> line.contains("… sent"));
        lifetime.end();

        assertThat(ends(demo), is(true));
    }

    @Test
    void endsWithASentenceWhenTheKeyIsWrong() throws Exception {
        assertThat(ends(started(fake.base(), "ck_wrong", Lines.CLOCK)), is(true));

        assertThat(lines.all(), hasSize(1));
        assertThat(lines.all().get(0),
                startsWith("The demonstration has ended; the service keeps running. Reason: POST"));
    }

    @Test
    void endsWithASentenceWhenTheServiceIsNeverReady() throws Exception {
        fake.close();

        assertThat(ends(started(fake.base(), FakeService.KEY, new HurryingClock())), is(true));

        assertThat(lines.all(), hasItem(containsString("was not ready within 5 minutes")));
    }

    @Test
    void endsQuietlyWhileItWaits() throws Exception {
        fake.close();
        Thread demo = started(fake.base(), FakeService.KEY, Lines.CLOCK);

        lifetime.end();

        assertThat(ends(demo), is(true));
        assertThat(lines.all(), hasSize(0));
    }

    @Test
    void endsQuietlyWhenInterrupted() throws Exception {
        Thread demo = started(fake.base(), FakeService.KEY, Lines.CLOCK);
        lines.await(line -> line.contains("… sent"));

        demo.interrupt();

        assertThat(ends(demo), is(true));
        assertThat(lines.all().stream().filter(line -> line.contains("ended")).toList(), hasSize(0));
    }

    /** A clock that is ten minutes further at every look. */
    private static final class HurryingClock extends Clock {

        private Instant now = Lines.CLOCK.instant();

        @Override
        public Instant instant() {
            now = now.plus(Duration.ofMinutes(10));
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
