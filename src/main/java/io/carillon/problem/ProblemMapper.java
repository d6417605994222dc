package io.carillon.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/** Returns the problem document of a {@link ProblemException}. */
@Provider
public class ProblemMapper implements ExceptionMapper<ProblemException> {

    private static final int DEFAULT_SECONDS = 5;

    @Override
    public Response toResponse(ProblemException exception) {
        var response = Problem.response(exception.type(), exception.getMessage(), exception.flaws());
        return switch (exception.type()) {
            case UNAUTHENTICATED -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
            case UNSUPPORTED_MEDIA_TYPE -> response.header(HttpHeaders.ACCEPT_ENCODING, "identity").build();
            case PRECONDITION_FAILED -> response.header(HttpHeaders.ETAG, exception.entityTag()).build();
            case REQUEST_TIMEOUT -> response.header("Connection", "close").build();
            case TOO_MANY_REQUESTS, UNAVAILABLE ->
                    response.header(HttpHeaders.RETRY_AFTER, seconds(exception.retryAfter())).build();
            default -> response.build();
        };
    }

    private static long seconds(Duration retryAfter) {
        return retryAfter == null ? DEFAULT_SECONDS : retryAfter.toSeconds() + 1;
    }
}
