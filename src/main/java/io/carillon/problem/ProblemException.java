package io.carillon.problem;

import java.time.Duration;
import java.util.List;

/** Ends a request with a problem document. Thrown by resources and filters only. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Violation> violations;
    private final Duration retryAfter;

    /** A problem of {@code type}; {@code detail} is a sentence for the client's developer. */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null);
    }

    private ProblemException(ProblemType type, String detail, List<Violation> violations, Duration retryAfter) {
        super(detail);
        this.retryAfter = retryAfter;
        this.type = type;
        this.violations = List.copyOf(violations);
    }

    /** 422 with one entry for each violation. */
    public static ProblemException invalid(List<Violation> violations) {
        String detail = violations.size() == 1 ? "One value cannot be used." : violations.size() + " values cannot be used.";
        return new ProblemException(ProblemType.INVALID_VALUE, detail, violations, null);
    }

    /** 422 for one member. */
    public static ProblemException invalid(String pointer, String detail) {
        return invalid(List.of(new Violation(pointer, detail)));
    }

    /** 400 for a body that could not be read, with the place. */
    public static ProblemException malformed(String pointer, String detail) {
        return new ProblemException(ProblemType.MALFORMED_BODY, "The body could not be read.",
                List.of(new Violation(pointer, detail)), null);
    }

    /** 429; {@code retryAfter} is when the same request would be let through. */
    public static ProblemException tooMany(String detail, Duration retryAfter) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS, detail, List.of(), retryAfter);
    }

    /** 503; {@code retryAfter} is when there will be room at the latest. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new ProblemException(ProblemType.UNAVAILABLE, detail, List.of(), retryAfter);
    }

    /** 404; {@code what} names the thing and its id. */
    public static ProblemException notFound(String what) {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no " + what + ".");
    }

    ProblemType type() {
        return type;
    }

    /** When to try again, or null. */
    Duration retryAfter() {
        return retryAfter;
    }

    List<Violation> violations() {
        return violations;
    }
}
