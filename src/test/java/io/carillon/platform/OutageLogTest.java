package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {

    private static final IOException AWAY = new IOException("away");

    private final Hand time = new Hand();
    private final Logger logger = Logger.getLogger(OutageLogTest.class.getName());
    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };
    private final OutageLog outage =
            OutageLog.of(FactLog.of(OutageLogTest.class), "part.away", "part.back", time.monotonic());

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void anOutageIsOneLineAtEachEndAndOneAMinute() {
        for (int second = 0; second <= 150; second++) {
            outage.failed(new IllegalStateException(AWAY));
            time.passes(Duration.ofSeconds(1));
        }
        outage.succeeded();
        outage.succeeded();
        assertThat(lines(), contains(
                "part.away reason=\"java.io.IOException: away\"",
                "part.away reason=\"java.io.IOException: away\" failures=61 seconds=60",
                "part.away reason=\"java.io.IOException: away\" failures=121 seconds=120",
                "part.back failures=151 seconds=151"));
    }

    @Test
    void anErrorOfOurOwnHasOneStackTrace() {
        for (int second = 0; second < 90; second++) {
            outage.failed(new IllegalStateException("ours"));
            time.passes(Duration.ofSeconds(1));
        }
        assertThat(lines(), hasSize(2));
        assertThat(records.stream().filter(entry -> entry.getThrown() != null).count(), is(1L));
    }

    @Test
    void failuresThatComeAndGoAreBoundedToo() {
        for (int second = 0; second < 600; second++) {
            outage.failed("comes and goes");
            outage.succeeded();
            time.passes(Duration.ofSeconds(1));
        }
        assertThat(lines().size(), lessThanOrEqualTo(20));
    }

    @Test
    void aFailureAfterAPauseIsANewOne() {
        outage.failed("first");
        time.passes(Duration.ofMinutes(2));
        outage.failed("second");
        assertThat(lines(), contains("part.away reason=first", "part.away reason=second"));
    }

    private List<String> lines() {
        return records.stream().map(LogRecord::getMessage).toList();
    }
}
