package io.carillon.dispatch;

import io.carillon.message.Delivery;
import io.carillon.sending.Verdict;
import io.carillon.trace.TraceSpan;
import io.carillon.trace.Traces;
import io.carillon.tracking.Outcome;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Begins and ends the span of an attempt. It has the receiver's host but not its URL, which may contain a secret. */
final class AttemptSpans {

    private AttemptSpans() {
    }

    /** Begins the span of the next attempt of {@code delivery}, if its message is traced. */
    static TraceSpan begin(Traces traces, Delivery delivery) {
        String message = delivery.message().traceparent();
        TraceSpan span = message == null ? TraceSpan.NONE : traces.attempt(message, delivery.endpoint().form().method().name());
        if (span.isTraced()) {
            addReceiver(span, delivery.endpoint().url());
            span.with("carillon.message.id", delivery.message().id()).with("carillon.delivery.id", delivery.id())
                    .with("carillon.endpoint.id", delivery.endpoint().id());
            if (delivery.attempts() > 0) {
                span.with("http.request.resend_count", delivery.attempts());
            }
        }
        return span;
    }

    private static void addReceiver(TraceSpan span, String url) {
        try {
            URI receiver = new URI(url);
            int usual = "https".equals(receiver.getScheme()) ? 443 : 80;
            span.with("server.address", receiver.getHost())
                    .with("server.port", receiver.getPort() >= 0 ? receiver.getPort() : usual);
        } catch (URISyntaxException e) {
            // the attempt itself reports it
        }
    }

    /** The attempt ended with {@code outcome}, or was left to a later claim. */
    static void end(TraceSpan span, Optional<Outcome> outcome) {
        if (!span.isTraced()) {
            return;
        }
        if (outcome.isEmpty()) {
            span.fail("left");
            return;
        }
        Verdict verdict = outcome.get().verdict();
        if (verdict.status() != null) {
            span.with("http.response.status_code", verdict.status());
        }
        if (verdict.isSuccess()) {
            span.end();
        } else {
            span.fail(verdict.status() != null ? verdict.status().toString() : verdict.outcome());
        }
    }
}
