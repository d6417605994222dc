package io.carillon.meter;

import io.carillon.meter.Exposition.Content;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code GET /metrics}: the metrics of this node, in place of the server's own. It runs no statement and asks no broker: what
 * must be looked up is sampled. {@code access.ClosedPathsFilter} decides who may read it.
 */
@WebServlet("/metrics/*")
public class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() != null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Content content = Exposition.of(request.getHeader("Accept"));
        response.setContentType(content.type());
        response.setContentLength(content.text().length);
        response.getOutputStream().write(content.text());
    }
}
