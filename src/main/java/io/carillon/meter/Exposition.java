package io.carillon.meter;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All metrics of this node as text: Carillon's own, and those of the Java virtual machine and the process under their usual
 * names. OpenMetrics for who asks for it, which has exemplars, and otherwise the older text format of Prometheus.
 */
final class Exposition {

    static final PrometheusRegistry REGISTRY = new PrometheusRegistry();
    private static final ExpositionFormats FORMATS = ExpositionFormats.init(PrometheusProperties.get());

    static {
        JvmMetrics.builder().register(REGISTRY);
    }

    private static final List<Meta> ALL = new CopyOnWriteArrayList<>();

    private Exposition() {
    }

    /** Remembers what a metric is, for the list of all of them. */
    static void add(String name, String type, String help, String... labels) {
        ALL.add(new Meta(name, type, help, List.of(labels)));
    }

    /** Carillon's own metrics, in the order of {@link Meters}. */
    static List<Meta> all() {
        Meters.load();
        return List.copyOf(ALL);
    }

    /** The content of a response to a request with this header {@code Accept}, which may be null. */
    static Content of(String accept) throws IOException {
        Meters.load();
        ExpositionFormatWriter writer = accept != null && accept.contains("application/openmetrics-text")
                ? FORMATS.getOpenMetricsTextFormatWriter() : FORMATS.getPrometheusTextFormatWriter();
        ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 16);
        writer.write(text, REGISTRY.scrape());
        return new Content(writer.getContentType(), text.toByteArray());
    }

    /** What a metric is. */
    record Meta(String name, String type, String help, List<String> labels) {
    }

    /** A response. */
    record Content(String type, byte[] text) {
    }
}
