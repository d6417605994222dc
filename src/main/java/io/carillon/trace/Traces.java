package io.carillon.trace;

import static io.carillon.settings.Setting.TRACES_TO_RECEIVERS;
import static io.carillon.settings.Setting.TRACES_URL;

import io.carillon.platform.TransactionEnd;
import io.carillon.settings.Settings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Begins the spans of a change, one method for each step, with the names and attributes of OpenTelemetry's conventions. Request,
 * send and process are one trace with the producer's; the message and each attempt begin traces of their own, with links back, as
 * a message may stand for many changes and have many deliveries. While {@code CARILLON_TRACES_URL} is not set, every method
 * returns {@link TraceSpan#NONE}. Thread-safe; no method waits for the collector.
 */
@ApplicationScoped
public class Traces {

    /** The HTTP header and the property of a queue message that have a context. */
    public static final String HEADER = "traceparent";
    private static final int STOP_SECONDS = 2;

    private Settings settings;
    private String version;
    private SdkTracerProvider provider;
    private Tracer tracer;
    private boolean toReceivers;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    /** For the container's proxy. */
    protected Traces() {
    }

    @Inject
    Traces(Settings settings, @ConfigProperty(name = "carillon.version") String version) {
        this.settings = settings;
        this.version = version;
    }

    /** Makes spans with {@code provider}. */
    Traces(SdkTracerProvider provider, boolean toReceivers) {
        use(provider, toReceivers);
    }

    /** Before the first request, because loading the library takes about a second. */
    void open(@Observes @Initialized(ApplicationScoped.class) Object application) {
        settings.text(TRACES_URL).ifPresent(url ->
                use(Collector.at(url, settings, version), settings.flag(TRACES_TO_RECEIVERS)));
    }

    private void use(SdkTracerProvider source, boolean receivers) {
        provider = source;
        toReceivers = receivers;
        tracer = source.get("io.carillon");
    }

    @PreDestroy
    void close() {
        if (provider != null) {
            provider.shutdown().join(STOP_SECONDS, TimeUnit.SECONDS);
        }
    }

    public boolean isOn() {
        return tracer != null;
    }

    /**
     * A POST request to {@code path} arrived.
     *
     * @param traceparents the values of the header; without a valid one, or with several, the request may begin a trace
     */
    public TraceSpan request(String path, List<String> traceparents) {
        return !isOn() ? TraceSpan.NONE : start("POST " + path, SpanKind.SERVER,
                remote(traceparents != null && traceparents.size() == 1 ? traceparents.get(0) : null))
                .with("http.request.method", "POST").with("http.route", path).with("url.path", path).with("url.scheme", "http");
    }

    /** Changes are put on {@code queue}, as part of {@code cause}. */
    public TraceSpan send(String queue, TraceSpan cause) {
        return !cause.isTraced() ? TraceSpan.NONE
                : messaging(start("send " + queue, SpanKind.PRODUCER, cause.span()), "send", queue);
    }

    /**
     * A message from {@code queue} is handled.
     *
     * @param traceparent its property, or null
     * @param mayBegin    whether it may begin a trace if the property is not valid
     */
    public TraceSpan process(String queue, String traceparent, boolean mayBegin) {
        if (!isOn()) {
            return TraceSpan.NONE;
        }
        Span producer = remote(traceparent);
        return !producer.getSpanContext().isValid() && !mayBegin ? TraceSpan.NONE
                : messaging(start("process " + queue, SpanKind.CONSUMER, producer), "process", queue);
    }

    /** A message is made from the changes in {@code links}, which are {@link TraceLinks} or null. */
    public TraceSpan message(String id, String links) {
        if (!isOn() || links == null) {
            return TraceSpan.NONE;
        }
        SpanBuilder span = begin("create message", SpanKind.PRODUCER);
        TraceLinks.read(links).forEach(span::addLink);
        return TraceSpan.of(span.startSpan()).with("messaging.system", "carillon").with("messaging.operation.name", "create")
                .with("messaging.operation.type", "create").with("messaging.message.id", id);
    }

    /**
     * A message is sent to a receiver.
     *
     * @param message the context of the message, or null
     * @param method  the HTTP method
     */
    public TraceSpan attempt(String message, String method) {
        SpanContext linked = isOn() ? Traceparent.read(message) : SpanContext.getInvalid();
        return !linked.isValid() ? TraceSpan.NONE
                : TraceSpan.of(begin(method, SpanKind.CLIENT).addLink(linked).startSpan()).with("http.request.method", method);
    }

    /** {@code headers} for a receiver, with the context of {@code attempt} if receivers get it and the owner sets none. */
    public Map<String, String> addTo(Map<String, String> headers, TraceSpan attempt) {
        if (!toReceivers || !attempt.isTraced() || headers.keySet().stream().anyMatch(HEADER::equalsIgnoreCase)) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(HEADER, attempt.traceparent());
        return all;
    }

    /** Ends {@code spans} when the caller's transaction is committed; those of one that is rolled back are dropped. */
    public void endWithTransaction(List<TraceSpan> spans) {
        transactions.registerInterposedSynchronization((TransactionEnd) status -> {
            if (status == Status.STATUS_COMMITTED) {
                spans.forEach(TraceSpan::end);
            }
        });
    }

    private static Span remote(String traceparent) {
        return Span.wrap(Traceparent.read(traceparent));
    }

    private TraceSpan start(String name, SpanKind kind, Span parent) {
        return TraceSpan.of(
                tracer.spanBuilder(name).setSpanKind(kind).setParent(Context.root().with(parent)).startSpan());
    }

    private SpanBuilder begin(String name, SpanKind kind) {
        return tracer.spanBuilder(name).setSpanKind(kind).setNoParent();
    }

    private static TraceSpan messaging(TraceSpan span, String operation, String queue) {
        return span.with("messaging.system", "jms").with("messaging.operation.name", operation)
                .with("messaging.operation.type", operation).with("messaging.destination.name", queue);
    }
}
