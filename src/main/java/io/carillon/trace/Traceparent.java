package io.carillon.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/**
 * The text form of a context, as the <a href="https://www.w3.org/TR/trace-context/">W3C</a> defines it: version, trace id, span
 * id and flags. What is malformed is ignored, as are {@code tracestate} and {@code baggage}: nothing that a producer writes goes
 * on.
 */
final class Traceparent {

    /** Of version 00, the only one so far. */
    static final int LENGTH = 55;
    private static final TextMapGetter<String> ONLY = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(Traces.HEADER);
        }

        @Override
        public String get(String traceparent, String name) {
            return name.equals(Traces.HEADER) ? traceparent : null;
        }
    };

    private Traceparent() {
    }

    /** The context that {@code text} names; an invalid one if it names none. */
    static SpanContext read(String text) {
        return text == null ? SpanContext.getInvalid() : Span.fromContext(
                W3CTraceContextPropagator.getInstance().extract(Context.root(), text, ONLY)).getSpanContext();
    }

    /** The text of {@code context}, which is valid; always {@link #LENGTH} characters. */
    static String of(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + context.getTraceFlags().asHex();
    }
}
