package io.carillon.platform;

import java.util.Objects;
import java.util.stream.Stream;

/** The chain of causes of an exception, limited to 50 because it can contain a cycle. */
public final class Causes {

    private static final int MOST = 50;

    private Causes() {
    }

    /** {@code failure} and its causes, the outermost first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST);
    }

    /** The innermost cause, or {@code failure} itself. */
    public static Throwable root(Throwable failure) {
        return of(failure).reduce(failure, (outer, inner) -> inner);
    }
}
