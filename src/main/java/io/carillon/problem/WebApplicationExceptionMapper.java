package io.carillon.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Gives what JAX-RS itself refuses (no such path, method or media type) the form of a problem document. */
@Provider
public class WebApplicationExceptionMapper implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException exception) {
        Response original = exception.getResponse();
        ProblemType type = typeOf(original.getStatus());
        var response = Problem.response(type, detail(type));
        Object allow = original.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null ? response.build() : response.header(HttpHeaders.ALLOW, allow).build();
    }

    private static ProblemType typeOf(int status) {
        return switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED;
            case 403 -> ProblemType.FORBIDDEN;
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.BODY_TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            default -> status < 500 ? ProblemType.MALFORMED_BODY : ProblemType.INTERNAL_ERROR;
        };
    }

    private static String detail(ProblemType type) {
        return switch (type) {
            case NOT_FOUND -> "The path names nothing. /openapi lists every path.";
            case METHOD_NOT_ALLOWED -> "The Allow header lists the methods of this path.";
            case NOT_ACCEPTABLE -> "Answers are application/json.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send application/json.";
            default -> "The request could not be understood.";
        };
    }
}
