package io.carillon.trace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.blackbox.support.OtlpCollector;
import io.carillon.blackbox.support.OtlpCollector.Traced;
import io.carillon.settings.Settings;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The way to a collector, which may be slow or away. */
class CollectorTest {

    private static final int SPANS = 50_000;

    @Test
    void spansArriveWithTheNodeThatSentThem() {
        try (OtlpCollector collector = new OtlpCollector()) {
            SdkTracerProvider provider = at(collector.url());
            String traceparent = end(new Traces(provider, false).request("/", null));
            provider.shutdown().join(30, TimeUnit.SECONDS);
            assertThat(collector.spans().stream().map(Traced::ids).toList(), hasItem(OtlpCollector.ids(traceparent)));
            assertThat(collector.nodes().get(0).entrySet(), hasItem(Map.entry("service.version", "1.2.3")));
        }
    }

    /** It accepts connections and never answers. */
    @Test
    void aCollectorThatHangsDelaysNothing() throws IOException {
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SdkTracerProvider provider = at("http://127.0.0.1:" + hanging.getLocalPort() + "/v1/traces");
            Traces traces = new Traces(provider, false);
            long began = System.nanoTime();
            for (int i = 0; i < SPANS; i++) {
                end(traces.request("/", null));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began), lessThan(Duration.ofSeconds(20)));
            traces.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began), lessThan(Duration.ofSeconds(30)));
        }
    }

    @Test
    void whatIsDroppedIsLoggedInOneLine() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                lines.add(entry.getLoggerName() + " " + entry.getMessage());
            }

            @Override
            public void flush() {
                // nothing waits
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try (OtlpCollector collector = new OtlpCollector()) {
            SdkTracerProvider provider = at(collector.url());
            Traces traces = new Traces(provider, false);
            for (int i = 0; i < 2 * SPANS; i++) {
                end(traces.request("/", null));
            }
            provider.shutdown().join(30, TimeUnit.SECONDS);
        } finally {
            root.removeHandler(handler);
        }
        assertThat(lines.stream().filter(line -> line.contains("opentelemetry")).toList(), is(empty()));
        assertThat(lines.stream().filter(line -> line.contains("traces.not-sent")).toList(), contains(Traces.class.getName()
                + " traces.not-sent reason=\"Some were dropped, because the collector takes them too slowly.\""));
    }

    private static String end(TraceSpan span) {
        span.end();
        return span.traceparent();
    }

    private static SdkTracerProvider at(String url) {
        return Collector.at(url, Settings.of(Map.of("carillon.traces.ratio", "1")), "1.2.3");
    }
}
