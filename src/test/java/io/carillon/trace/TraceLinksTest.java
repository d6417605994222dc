package io.carillon.trace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contexts of many changes in one text. */
class TraceLinksTest {

    @Test
    void linksAreKeptInTheirOrder() {
        String two = TraceLinks.plus(TraceLinks.plus(null, context(1)), context(2));
        assertThat(numbers(two), contains(1, 2));
        assertThat(numbers(TraceLinks.plus(two, TraceLinks.plus(context(3), context(4)))), contains(1, 2, 3, 4));
    }

    @Test
    void nothingAddsNothing() {
        assertThat(TraceLinks.plus(null, null), is(nullValue()));
        assertThat(TraceLinks.plus(context(1), null), is(context(1)));
    }

    @Test
    void theChangesOfOneRequestAreOneLink() {
        String links = IntStream.range(0, 500).mapToObj(i -> context(7)).reduce(null, TraceLinks::plus);
        assertThat(links, is(context(7)));
        assertThat(numbers(TraceLinks.plus(TraceLinks.plus(links, context(8)), context(7))), contains(7, 8));
    }

    @Test
    void ofManyTheFirstAndTheLastAreKept() {
        String exactly = range(0, TraceLinks.MOST);
        assertThat(numbers(exactly), is(IntStream.range(0, TraceLinks.MOST).boxed().toList()));
        List<Integer> kept = numbers(range(0, 1_000));
        assertThat(kept, hasSize(TraceLinks.MOST));
        assertThat(kept.subList(0, 64), is(IntStream.range(0, 64).boxed().toList()));
        assertThat(kept.subList(64, 128), is(IntStream.range(936, 1_000).boxed().toList()));
        assertThat(numbers(TraceLinks.plus(exactly, range(500, 600))).subList(64, 128),
                is(IntStream.range(536, 600).boxed().toList()));
    }

    @Test
    void whatIsNoContextIsLeftOut() {
        assertThat(TraceLinks.read("x".repeat(Traceparent.LENGTH)), is(empty()));
        assertThat(numbers("x".repeat(Traceparent.LENGTH) + context(3) + "cut off"), contains(3));
    }

    private static String range(int from, int to) {
        return IntStream.range(from, to).mapToObj(TraceLinksTest::context).reduce(null, TraceLinks::plus);
    }

    private static String context(int number) {
        return "00-4bf92f3577b34da6a3ce929d0e0e4736-%016x-01".formatted(number + 1);
    }

    private static List<Integer> numbers(String links) {
        return TraceLinks.read(links).stream().map(SpanContext::getSpanId).map(id -> Integer.parseInt(id, 16) - 1).toList();
    }
}
