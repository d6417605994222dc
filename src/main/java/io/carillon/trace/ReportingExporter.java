package io.carillon.trace;

import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.logging.Logger;

/**
 * Logs when spans cannot be sent or do not fit into the queue, at most a line a minute. The library would log each batch: the
 * log's configuration silences its exporter, and a filter the queue.
 */
final class ReportingExporter implements SpanExporter {

    /** Kept here, because the virtual machine forgets a logger that nothing refers to. */
    private static final Logger QUEUE = Logger.getLogger(BatchSpanProcessor.class.getName());

    private final SpanExporter exporter;
    private final OutageLog outage = OutageLog.of(FactLog.of(Traces.class), "traces.not-sent", "traces.sent-again");

    ReportingExporter(SpanExporter exporter) {
        this.exporter = exporter;
        QUEUE.setFilter(overflow -> {
            outage.failed("Some were dropped, because the collector takes them too slowly.");
            return false;
        });
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> report(result));
    }

    private void report(CompletableResultCode result) {
        if (result.isSuccess()) {
            outage.succeeded();
        } else {
            Throwable cause = result.getFailureThrowable() == null ? null : result.getFailureThrowable().getCause();
            outage.failed(cause == null ? "The collector did not accept them." : cause.toString());
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        QUEUE.setFilter(null);
        return exporter.shutdown();
    }
}
