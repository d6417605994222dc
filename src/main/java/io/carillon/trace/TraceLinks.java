package io.carillon.trace;

import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The contexts of many changes as one text, which is kept with their bucket until it is closed. It is bounded: of more than
 * {@value #MOST} contexts the first and the last half are kept.
 */
public final class TraceLinks {

    /** The largest number of contexts. */
    public static final int MOST = 128;
    /** How long the text of half of them is. */
    public static final int HALF_LENGTH = MOST / 2 * Traceparent.LENGTH;

    private TraceLinks() {
    }

    /** {@code first} and then {@code later}; null stands for none. */
    public static String plus(String first, String later) {
        if (later == null || first != null && first.endsWith(later)) {
            return first;
        }
        String all = first == null ? later : first + later;
        return all.length() <= 2 * HALF_LENGTH ? all
                : all.substring(0, HALF_LENGTH) + all.substring(all.length() - HALF_LENGTH);
    }

    /** The valid contexts in {@code links}, each once. */
    static Set<SpanContext> read(String links) {
        List<SpanContext> contexts = new ArrayList<>();
        for (int i = 0; i + Traceparent.LENGTH <= links.length(); i += Traceparent.LENGTH) {
            contexts.add(Traceparent.read(links.substring(i, i + Traceparent.LENGTH)));
        }
        contexts.removeIf(context -> !context.isValid());
        return new LinkedHashSet<>(contexts);
    }
}
