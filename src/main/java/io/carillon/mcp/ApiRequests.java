package io.carillon.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.http.ApiPath;
import io.carillon.json.StrictJson;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends requests to the API within the server, in place of a request to {@code /mcp} and with its key. They pass every filter of
 * the API, so that a tool can do nothing, and see nothing, that the key cannot without it.
 */
record ApiRequests(HttpServletRequest request, HttpServletResponse response) {

    /** The API's answer to {@code sent}. */
    ApiAnswer send(ApiRequest sent) {
        ReplacedRequest inner = new ReplacedRequest(request, sent.method(), body(sent));
        KeptResponse answer = new KeptResponse(response);
        try {
            request.getRequestDispatcher(ApiPath.ROOT + sent.target()).forward(inner, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException("the API did not answer " + sent.method() + " " + sent.target(), e);
        }
        return new ApiAnswer(answer.getStatus(), answer.text());
    }

    private static byte[] body(ApiRequest sent) {
        try {
            return sent.body() == null ? new byte[0]
                    : StrictJson.mapper().writeValueAsString(sent.body()).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
