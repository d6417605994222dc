package io.carillon.meter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.Scrape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What /metrics says, in both formats, and that it stays small. */
class ExpositionTest {

    private static final String PROMETHEUS =
            "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";

    @Test
    void bothFormatsPassAStrictParser() throws IOException {
        Meters.ATTEMPT_DURATION.observe(0.02, "succeeded", "wh_0193b0a0c3d97f2e8a4b5c6d7e8f9a0b");
        Scrape plain = Scrape.prometheus(text(null));
        Scrape open = Scrape.openMetrics(text(PROMETHEUS));
        assertThat(plain.families().keySet(), hasItems("carillon_changes_total", "carillon_attempt_duration_seconds",
                "jvm_memory_used_bytes", "process_cpu_seconds_total"));
        assertThat(open.families().keySet(), hasItems("carillon_changes", "carillon_attempt_duration_seconds"));
        assertThat(open.samples().stream().map(Scrape.Sample::exemplar).toList(),
                hasItem(Map.of("message_id", "wh_0193b0a0c3d97f2e8a4b5c6d7e8f9a0b")));
    }

    @Test
    void theFormatIsTheOneThatIsAskedFor() throws IOException {
        assertThat(Exposition.of(null).type(), startsWith("text/plain; version=0.0.4"));
        assertThat(Exposition.of("*/*").type(), startsWith("text/plain; version=0.0.4"));
        assertThat(Exposition.of(PROMETHEUS).type(), startsWith("application/openmetrics-text; version=1.0.0"));
    }

    @Test
    void seriesBeginAtNothing() throws IOException {
        Scrape plain = Scrape.prometheus(text(null));
        assertThat(plain.value("carillon_attempts_total", Map.of("outcome", "tls", "status", "none")).isPresent(), is(true));
        assertThat(plain.value("carillon_intake_changes_total", Map.of("protocol", "mqtt", "result", "rejected")).isPresent(),
                is(true));
    }

    @Test
    void whatWasNotPlannedCountsAsOther() throws IOException {
        double before = value("carillon_attempts_total", Map.of("outcome", "other", "status", "other"));
        Meters.ATTEMPTS.add(3, "lost in the post", "7xx");
        assertThat(value("carillon_attempts_total", Map.of("outcome", "other", "status", "other")), is(before + 3));
    }

    @Test
    void aLabelThatLearnsItsValuesLearnsOnlySoMany() throws IOException {
        IntStream.range(0, 1_000).forEach(number -> Meters.REJECTED.add(1, "reason-" + number));
        List<Scrape.Sample> series = Scrape.prometheus(text(null)).families().get("carillon_rejected_messages_total")
                .samples();
        assertThat(series.size(), lessThan(50));
        assertThat(series.stream().mapToDouble(Scrape.Sample::value).sum() >= 1_000, is(true));
    }

    @Test
    void aLevelThatIsNotKnownIsNotShown() throws IOException {
        Meters.TICK_LAG.set(7);
        assertThat(value("carillon_tick_lag_seconds", Map.of()), is(7.0));
        Meters.TICK_LAG.forget();
        assertThat(Scrape.prometheus(text(null)).families().keySet(), not(hasItem("carillon_tick_lag_seconds")));
    }

    private static double value(String name, Map<String, String> labels) throws IOException {
        return Scrape.prometheus(text(null)).value(name, labels).orElse(0.0);
    }

    private static String text(String accept) throws IOException {
        return new String(Exposition.of(accept).text(), StandardCharsets.UTF_8);
    }
}
