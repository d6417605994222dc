package io.carillon.problem;

import io.carillon.json.Flaw;
import java.time.Duration;
import java.util.List;

/** Ends a request with a problem document. Thrown by resources and filters only. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Flaw> flaws;
    private final Duration retryAfter;
    private final String entityTag;

    /** A problem of {@code type}; {@code detail} is a sentence for the client's developer. */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null, null);
    }

    private ProblemException(ProblemType type, String detail, List<Flaw> flaws, Duration retryAfter, String entityTag) {
        super(detail);
        this.retryAfter = retryAfter;
        this.entityTag = entityTag;
        this.type = type;
        this.flaws = List.copyOf(flaws);
    }

    /** 422 with one entry for each flaw. */
    public static ProblemException invalid(List<Flaw> flaws) {
        String detail = flaws.size() == 1 ? "One value is invalid." : flaws.size() + " values are invalid.";
        return new ProblemException(ProblemType.INVALID_VALUE, detail, flaws, null, null);
    }

    /** 422 for one member. */
    public static ProblemException invalid(String pointer, String detail) {
        return invalid(List.of(Flaw.ofValue(pointer, detail)));
    }

    /** 400 for a body that cannot be read; {@code pointer} is the place of the error. */
    public static ProblemException malformed(String pointer, String detail) {
        return malformed(List.of(new Flaw(Flaw.MALFORMED, pointer, detail)));
    }

    /** 400 for a body that cannot be read, with one entry for each flaw. */
    public static ProblemException malformed(List<Flaw> flaws) {
        return new ProblemException(ProblemType.MALFORMED_BODY, "The request body cannot be read.", flaws, null, null);
    }

    /** 429; {@code retryAfter} is the time until the same request would be accepted. */
    public static ProblemException tooMany(String detail, Duration retryAfter) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS, detail, List.of(), retryAfter, null);
    }

    /** 503; {@code retryAfter} is the longest time until there is capacity again. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new ProblemException(ProblemType.UNAVAILABLE, detail, List.of(), retryAfter, null);
    }

    /** 412; {@code entityTag} is that of the object's present version, or null if the object does not exist. */
    public static ProblemException preconditionFailed(String detail, String entityTag) {
        return new ProblemException(ProblemType.PRECONDITION_FAILED, detail, List.of(), null, entityTag);
    }

    /** 404; {@code what} names the object and its id. */
    public static ProblemException notFound(String what) {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no " + what + ".");
    }

    ProblemType type() {
        return type;
    }

    /** The HTTP status of the response. */
    public int status() {
        return type.status();
    }

    /** How long to wait before the next try, or null. */
    Duration retryAfter() {
        return retryAfter;
    }

    /** The entity tag of the object's present version, or null. */
    String entityTag() {
        return entityTag;
    }

    /** What is wrong in the request body; empty for other kinds of problems. */
    public List<Flaw> flaws() {
        return flaws;
    }
}
