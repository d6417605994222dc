package io.carillon.trace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are a context, by the recommendation of the W3C. */
class TraceparentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @ParameterizedTest
    @ValueSource(strings = {"00-" + TRACE + "-" + SPAN + "-01", "00-" + TRACE + "-" + SPAN + "-ff",
        "cc-" + TRACE + "-" + SPAN + "-01", "cc-" + TRACE + "-" + SPAN + "-01-what-the-future-adds"})
    void aContextIsReadAlsoInALaterVersion(String text) {
        SpanContext context = Traceparent.read(text);
        assertThat(context.getTraceId(), is(TRACE));
        assertThat(context.getSpanId(), is(SPAN));
        assertThat(context.isSampled(), is(true));
        assertThat(context.isRemote(), is(true));
        assertThat(context.getTraceState().isEmpty(), is(true));
    }

    @Test
    void theFlagSaysWhetherItIsSampled() {
        assertThat(Traceparent.read("00-" + TRACE + "-" + SPAN + "-00").isSampled(), is(false));
        assertThat(Traceparent.read("00-" + TRACE + "-" + SPAN + "-02").isSampled(), is(false));
        assertThat(Traceparent.read("00-" + TRACE + "-" + SPAN + "-03").isSampled(), is(true));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "00", "00-" + TRACE + "-" + SPAN, "00-" + TRACE + "-" + SPAN + "-1",
        "00-" + TRACE + "-" + SPAN + "-01-more", "00-" + TRACE + "-" + SPAN + "-01x", "ff-" + TRACE + "-" + SPAN + "-01",
        "0-" + TRACE + "-" + SPAN + "-01", "zz-" + TRACE + "-" + SPAN + "-01", "cc-" + TRACE + "-" + SPAN + "-01more",
        "00-00000000000000000000000000000000-" + SPAN + "-01", "00-" + TRACE + "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01", "00-" + TRACE + "-00F067AA0BA902B7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-" + SPAN + "-01", "00-4bf92f3577b34da6a3ce929d0e0e473é-" + SPAN + "-01",
        "00_" + TRACE + "_" + SPAN + "_01", "00-" + TRACE + "-" + SPAN + "-0g", "00-" + TRACE + "-" + SPAN + "-01,x"})
    void whatIsMalformedIsNone(String text) {
        assertThat(Traceparent.read(text).isValid(), is(false));
    }

    @Test
    void itIsWrittenAsItIsRead() {
        String text = "00-" + TRACE + "-" + SPAN + "-01";
        assertThat(Traceparent.of(Traceparent.read(text)), is(text));
        assertThat(text.length(), is(Traceparent.LENGTH));
    }
}
