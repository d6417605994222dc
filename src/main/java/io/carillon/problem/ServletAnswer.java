package io.carillon.problem;

import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Sends what servlets answer as the API does: documents, and problem documents in place of exceptions. */
public final class ServletAnswer {

    private ServletAnswer() {
    }

    /** Sends {@code document} with status 200. */
    public static void send(HttpServletResponse response, JsonDocument document) throws IOException {
        send(response, HttpServletResponse.SC_OK, document);
    }

    /** Sends {@code document}. */
    public static void send(HttpServletResponse response, int status, JsonDocument document) throws IOException {
        send(response, Response.status(status).entity(document).type(MediaType.APPLICATION_JSON_TYPE).build());
    }

    /** Sends the problem document for {@code exception}. */
    public static void send(HttpServletResponse response, RuntimeException exception) throws IOException {
        send(response, exception instanceof ProblemException problem ? new ProblemMapper().toResponse(problem)
                : new UnexpectedExceptionMapper().toResponse(exception));
    }

    private static void send(HttpServletResponse response, Response answer) throws IOException {
        response.setStatus(answer.getStatus());
        answer.getStringHeaders().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
        byte[] body = StrictJson.mapper().writeValueAsBytes(answer.getEntity());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
