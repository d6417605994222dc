package io.carillon.trace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The spans of a change: what each is called, what it continues or links to, and whether it is recorded at all. */
class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";
    private static final String QUEUE = "carillon.changes";

    private final Kept kept = new Kept();

    @Test
    void requestSendAndProcessContinueTheProducersTrace() {
        Traces traces = traces(0);
        TraceSpan request = traces.request("/api/v1/changes", List.of(SAMPLED));
        TraceSpan send = traces.send(QUEUE, request).with("carillon.changes", 3);
        TraceSpan process = traces.process(QUEUE, send.traceparent(), false);
        process.end();
        send.end();
        request.end();
        assertThat(names(), contains("process carillon.changes", "send carillon.changes", "POST /api/v1/changes"));
        assertThat(kept.spans.stream().map(SpanData::getKind).toList(),
                contains(SpanKind.CONSUMER, SpanKind.PRODUCER, SpanKind.SERVER));
        assertThat(kept.spans.stream().map(SpanData::getTraceId).distinct().toList(), contains(TRACE));
        assertThat(kept.spans.get(2).getParentSpanId(), is("00f067aa0ba902b7"));
        assertThat(kept.spans.get(1).getParentSpanId(), is(kept.spans.get(2).getSpanId()));
        assertThat(kept.spans.get(0).getParentSpanId(), is(kept.spans.get(1).getSpanId()));
        assertThat(attribute(1, "messaging.destination.name"), is(QUEUE));
        assertThat(attribute(1, "messaging.operation.type"), is("send"));
        assertThat(kept.spans.get(1).getAttributes().get(AttributeKey.longKey("carillon.changes")), is(3L));
    }

    @Test
    void theMessageAndItsAttemptsHaveTracesOfTheirOwnWithLinks() {
        Traces traces = traces(0);
        TraceSpan one = traces.process(QUEUE, SAMPLED, false);
        TraceSpan other = traces.process(QUEUE, SAMPLED, false);
        TraceSpan message = traces.message("wh_1", TraceLinks.plus(one.traceparent(), other.traceparent()));
        TraceSpan attempt = traces.attempt(message.traceparent(), "POST");
        message.end();
        attempt.fail("timeout");
        SpanData created = kept.spans.get(0);
        SpanData sent = kept.spans.get(1);
        assertThat(names(), contains("create message", "POST"));
        assertThat(created.getTraceId(), is(not(TRACE)));
        assertThat(created.getParentSpanContext().isValid(), is(false));
        assertThat(linked(created), containsInAnyOrder(one.traceparent(), other.traceparent()));
        assertThat(sent.getTraceId(), is(not(created.getTraceId())));
        assertThat(linked(sent), contains(message.traceparent()));
        assertThat(sent.getKind(), is(SpanKind.CLIENT));
        assertThat(sent.getStatus().getStatusCode(), is(StatusCode.ERROR));
        assertThat(attribute(1, "error.type"), is("timeout"));
    }

    @Test
    void theParentDecidesAndWithoutOneTheRatio() {
        assertThat(isTraced(0, List.of(SAMPLED)), is(true));
        assertThat(isTraced(1, List.of(NOT_SAMPLED)), is(false));
        assertThat(isTraced(0, null), is(false));
        assertThat(isTraced(1, null), is(true));
        assertThat(isTraced(0, List.of("not a context")), is(false));
        assertThat(isTraced(1, List.of("not a context")), is(true));
    }

    @Test
    void theRatioIsAShareOfWhatBeginsATrace() {
        Traces traces = traces(0.1);
        long traced = 0;
        for (int i = 0; i < 10_000; i++) {
            traced += traces.request("/", null).isTraced() ? 1 : 0;
        }
        assertThat(traced + " of 10000", traced > 700 && traced < 1_300, is(true));
    }

    @Test
    void severalHeadersAreNone() {
        TraceSpan request = traces(1).request("/", List.of(SAMPLED, SAMPLED));
        assertThat(request.traceparent().contains(TRACE), is(false));
    }

    @Test
    void whatIntakeDidNotTraceIsNotTracedLater() {
        Traces traces = traces(1);
        assertThat(traces.process(QUEUE, null, false).isTraced(), is(false));
        assertThat(traces.process(QUEUE, "not a context", false).isTraced(), is(false));
        assertThat(traces.process(QUEUE, null, true).isTraced(), is(true));
        assertThat(traces.send(QUEUE, TraceSpan.NONE).isTraced(), is(false));
        assertThat(traces.message("wh_1", null).isTraced(), is(false));
        assertThat(traces.attempt(null, "POST").isTraced(), is(false));
    }

    @Test
    void receiversGetTheContextOfTheAttemptIfItIsSwitchedOnAndTheOwnerHasNone() {
        Map<String, String> owners = Map.of("X-Token", "t1");
        Map<String, String> own = Map.of("TraceParent", "of the owner");
        Traces shown = new Traces(Collector.provider(SimpleSpanProcessor.create(kept), Resource.empty(), 0), true);
        TraceSpan attempt = shown.attempt(SAMPLED, "POST");
        assertThat(shown.addTo(owners, attempt), is(Map.of("X-Token", "t1", "traceparent", attempt.traceparent())));
        assertThat(shown.addTo(own, attempt), is(own));
        assertThat(shown.addTo(owners, TraceSpan.NONE), is(owners));
        assertThat("by default", traces(0).addTo(owners, attempt), is(owners));
    }

    @Test
    void whatIsNotEndedIsNotSent() {
        traces(1).request("/", null);
        assertThat(kept.spans, is(empty()));
    }

    @Test
    void withoutACollectorNothingIsMade() {
        Traces off = new Traces();
        assertThat(off.isOn(), is(false));
        assertThat(off.request("/", List.of(SAMPLED)), is(sameInstance(TraceSpan.NONE)));
        assertThat(off.process(QUEUE, SAMPLED, true), is(sameInstance(TraceSpan.NONE)));
        assertThat(off.message("wh_1", SAMPLED), is(sameInstance(TraceSpan.NONE)));
        assertThat(off.attempt(SAMPLED, "POST"), is(sameInstance(TraceSpan.NONE)));
        assertThat(TraceSpan.NONE.with("a", "b").traceparent(), is(nullValue()));
    }

    private boolean isTraced(double ratio, List<String> traceparents) {
        return traces(ratio).request("/", traceparents).isTraced();
    }

    private Traces traces(double ratio) {
        return new Traces(Collector.provider(SimpleSpanProcessor.create(kept), Resource.empty(), ratio), false);
    }

    private List<String> names() {
        return kept.spans.stream().map(SpanData::getName).toList();
    }

    private String attribute(int span, String name) {
        return kept.spans.get(span).getAttributes().get(AttributeKey.stringKey(name));
    }

    private static List<String> linked(SpanData span) {
        return span.getLinks().stream().map(LinkData::getSpanContext).map((SpanContext context) -> Traceparent.of(context))
                .toList();
    }

    /** Keeps what would be sent. */
    private static final class Kept implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            spans.addAll(batch);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
