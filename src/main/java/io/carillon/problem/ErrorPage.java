package io.carillon.problem;

import io.carillon.json.StrictJson;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.List;

/** Returns a problem document for requests that the server rejects before or outside the API; see {@code web.xml}. */
@WebServlet("/problem")
public class ErrorPage extends HttpServlet {

    private static final long serialVersionUID = 1L;
    /** Everything outside the API can only be read. */
    private static final String READ_ONLY = "GET, HEAD, OPTIONS";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object error = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ProblemType type = typeOf(error instanceof Integer status ? status : 404);
        response.setStatus(type.status());
        if (type == ProblemType.METHOD_NOT_ALLOWED && !response.containsHeader(HttpHeaders.ALLOW)) {
            response.setHeader(HttpHeaders.ALLOW, READ_ONLY);
        }
        response.setHeader(HttpHeaders.LINK, type.help());
        response.setContentType(Problem.MEDIA_TYPE.toString());
        response.getOutputStream().write(StrictJson.mapper().writeValueAsBytes(Problem.of(type, type.hint(), List.of())));
    }

    /** The server answers 403 to PUT and DELETE outside the API, where no key would help; nothing else answers so. */
    static ProblemType typeOf(int status) {
        return status == HttpServletResponse.SC_FORBIDDEN ? ProblemType.METHOD_NOT_ALLOWED : ProblemType.ofStatus(status);
    }
}
