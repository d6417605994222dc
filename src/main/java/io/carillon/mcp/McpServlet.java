package io.carillon.mcp;

import static io.carillon.settings.Setting.MCP;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.access.Authenticator;
import io.carillon.access.Caller;
import io.carillon.http.SmallBody;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.problem.ServletAnswer;
import io.carillon.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * {@code POST /mcp}: the transport "Streamable HTTP" of the protocol, without the parts that a server may leave out: each request
 * is answered by one JSON document, and there are neither sessions nor streams. It is no part of the API, whose description
 * cannot describe it.
 */
@WebServlet("/mcp")
public class McpServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_BODY = 200_000;

    @Inject
    private transient Settings settings;
    @Inject
    private transient Authenticator authenticator;
    @Inject
    private transient Methods methods;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (!settings.flag(MCP)) {
                throw new ProblemException(ProblemType.NOT_FOUND, ProblemType.NOT_FOUND.hint());
            }
            answer(request, response);
        } catch (RpcError e) {
            send(response, e.status(), e.answer(null));
        } catch (RuntimeException e) {
            ServletAnswer.send(response, e);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader(HttpHeaders.ALLOW, "POST");
            throw new ProblemException(ProblemType.METHOD_NOT_ALLOWED, "There are no sessions and no streams here: use POST.");
        }
        refusePages(request);
        if (!isJson(request.getContentType())) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.UNSUPPORTED_MEDIA_TYPE.hint());
        }
        Caller caller = authenticator.require(request.getHeader(HttpHeaders.AUTHORIZATION));
        ClientMessage message = ClientMessage.read(SmallBody.read(request, LONGEST_BODY));
        if (message.isNotification()) {
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            return;
        }
        try {
            Revision revision = Revision.of(message, request::getHeader);
            send(response, HttpServletResponse.SC_OK,
                    message.answer(methods.call(message, revision, caller, new ApiRequests(request, response))));
        } catch (RpcError e) {
            send(response, e.status(), e.answer(message.id()));
        }
    }

    /**
     * Only browsers send {@code Origin}, and no page has business here. A page that has its host name point to this machine (DNS
     * rebinding) sends the same name as {@code Host}, so that the two being equal would prove nothing.
     */
    private static void refusePages(HttpServletRequest request) {
        if (request.getHeader("Origin") != null) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Pages in browsers cannot use this; leave out the header Origin.");
        }
    }

    private static boolean isJson(String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_JSON);
    }

    private static void send(HttpServletResponse response, int status, ObjectNode answer) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON);
        // via a string, so that an unpaired surrogate quoted in the response becomes a question mark
        byte[] body = StrictJson.mapper().writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
