package io.carillon.trace;

import io.carillon.platform.Machine;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;

/**
 * The way to the collector: spans wait in a bounded queue and are sent in batches by one thread, as protobuf over HTTP. While the
 * collector is slow or away, those that find the queue full are lost; nothing else waits.
 */
final class Collector {

    private static final int MOST_WAITING = 4096;
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Collector() {
    }

    /** Sends the spans of a node of this {@code version} to {@code url}. */
    static SdkTracerProvider at(String url, Settings settings, String version) {
        var exporter = OtlpHttpSpanExporter.builder().setEndpoint(url).setTimeout(TIMEOUT).setCompression("gzip").build();
        var processor = BatchSpanProcessor.builder(new ReportingExporter(exporter)).setMaxQueueSize(MOST_WAITING)
                .setScheduleDelay(DELAY).setExporterTimeout(TIMEOUT).build();
        Resource node = Resource.create(Attributes.builder().put("service.name", "carillon").put("service.version", version)
                .put("service.instance.id", Machine.name() + ":" + settings.number(Setting.HTTP_PORT)).build());
        return provider(processor, node, settings.ratio(Setting.TRACES_RATIO));
    }

    /** Passes spans to {@code processor}; {@code ratio} is the share of those that begin a trace. */
    static SdkTracerProvider provider(SpanProcessor processor, Resource node, double ratio) {
        return SdkTracerProvider.builder().addSpanProcessor(processor).setSampler(new LinkSampler(ratio))
                .setResource(Resource.getDefault().merge(node)).build();
    }
}
