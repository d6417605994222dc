package io.carillon.problem;

import io.carillon.platform.EnumWords;

/**
 * The registry of problem types, each with its HTTP status. A {@code type} URI is {@code https://carillon.io/problems/}
 * followed by the name in lower case with hyphens; once published, it is never reused.
 */
public enum ProblemType {

    MALFORMED_REQUEST(400, "The request is malformed"),
    MALFORMED_BODY(400, "The request body is malformed"),
    INVALID_PARAMETER(400, "A parameter is invalid"),
    UNAUTHENTICATED(401, "A valid API key or token is required"),
    FORBIDDEN(403, "The key or token does not permit this request"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    REQUEST_TIMEOUT(408, "The request body did not arrive in time"),
    CONFLICT(409, "The current state does not permit this request"),
    LIMIT_REACHED(409, "A limit of this installation has been reached"),
    PRECONDITION_FAILED(412, "The object has another version"),
    BODY_TOO_LARGE(413, "The request body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    INVALID_VALUE(422, "The request body has invalid values"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was sent with another request"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "Internal error"),
    UNAVAILABLE(503, "Temporarily unavailable"),
    VERSION_NOT_SUPPORTED(505, "The version of HTTP is not supported");

    private static final String BASE = "https://carillon.io/problems/";
    private static final String HELP = "</docs/problems/%s>; rel=\"help\"";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status of this type. */
    public int status() {
        return status;
    }

    /** The type for a request that the server itself rejected with {@code status}. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 400 -> MALFORMED_REQUEST;
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405, 501 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 412 -> PRECONDITION_FAILED;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> UNAVAILABLE;
            case 505 -> VERSION_NOT_SUPPORTED;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }

    /** What a client can do, if nothing more specific is known. */
    public String hint() {
        return switch (this) {
            case MALFORMED_REQUEST -> "The path, the query, a header or the body is not what HTTP requires.";
            case UNAUTHENTICATED -> "Send an operator's key or token in the header 'Authorization: Bearer <key or token>'.";
            case NOT_FOUND -> "There is nothing at this path; /openapi lists every path.";
            case METHOD_NOT_ALLOWED -> "The Allow header lists the methods of this path.";
            case NOT_ACCEPTABLE -> "Responses are application/json; many lists are also text/csv and application/x-ndjson.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send application/json; for a PATCH also application/merge-patch+json, and for changes"
                    + " also application/cloudevents+json or application/cloudevents-batch+json.";
            case UNAVAILABLE -> "Try again later.";
            default -> "The request could not be processed.";
        };
    }

    public String title() {
        return title;
    }

    /** The value of {@code type} in problem documents. */
    public String uri() {
        return BASE + EnumWords.of(this);
    }

    /** The header {@code Link} to the page about this type, which this service itself serves. */
    String help() {
        return HELP.formatted(EnumWords.of(this));
    }
}
