package io.carillon.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers with the document that a resource asked for. */
@Provider
public class ProblemMapper implements ExceptionMapper<ProblemException> {

    @Override
    public Response toResponse(ProblemException exception) {
        var response = Problem.response(exception.type(), exception.getMessage(), exception.violations());
        return switch (exception.type()) {
            case UNAUTHENTICATED -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
            case TOO_MANY_REQUESTS -> response.header(HttpHeaders.RETRY_AFTER, exception.retryAfter().toSeconds() + 1).build();
            case REQUEST_TIMEOUT -> response.header("Connection", "close").build();
            case UNAVAILABLE -> response.header(HttpHeaders.RETRY_AFTER, 5).build();
            default -> response.build();
        };
    }
}
