package io.carillon.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.Flaw;
import io.carillon.json.JsonDocument;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The problem document of RFC 9457; {@code errors} lists what is wrong in the request body. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Flaw> errors) implements JsonDocument {

    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    static Problem of(ProblemType type, String detail, List<Flaw> errors) {
        return new Problem(type.uri(), type.title(), type.status(), detail, errors);
    }

    static Response.ResponseBuilder response(ProblemType type, String detail) {
        return response(type, detail, List.of());
    }

    static Response.ResponseBuilder response(ProblemType type, String detail, List<Flaw> errors) {
        return Response.status(type.status()).type(MEDIA_TYPE).header(HttpHeaders.LINK, type.help())
                .entity(of(type, detail, errors));
    }
}
