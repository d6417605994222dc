package io.carillon.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * One step of a traced change, from its beginning until {@link #end}; one that is never ended is not sent. A change that is not
 * traced has {@link #NONE} at each step, which does nothing, so that callers need no condition.
 */
public final class TraceSpan {

    /** Of what is not traced. */
    public static final TraceSpan NONE = new TraceSpan(Span.getInvalid());

    private final Span span;

    private TraceSpan(Span span) {
        this.span = span;
    }

    /** {@code span}, or {@link #NONE} if it was not sampled. */
    static TraceSpan of(Span span) {
        return span.isRecording() ? new TraceSpan(span) : NONE;
    }

    public boolean isTraced() {
        return this != NONE;
    }

    /** Its context, from which another step continues; null if it is not traced. */
    public String traceparent() {
        return isTraced() ? Traceparent.of(span.getSpanContext()) : null;
    }

    Span span() {
        return span;
    }

    /** Adds an attribute; returns this. */
    public TraceSpan with(String name, String value) {
        span.setAttribute(name, value);
        return this;
    }

    /** Adds an attribute; returns this. */
    public TraceSpan with(String name, long value) {
        span.setAttribute(name, value);
        return this;
    }

    /** It succeeded. */
    public void end() {
        span.end();
    }

    /** It failed; {@code type} is one of a few words, such as an outcome or the name of an exception. */
    public void fail(String type) {
        span.setAttribute("error.type", type);
        span.setStatus(StatusCode.ERROR);
        span.end();
    }
}
