package io.carillon.openapi;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * {@code GET /openapi}: the description of the API that the build has made, in place of the server's own, which adds to it. It is
 * YAML, or JSON for a client that accepts JSON but no YAML, or with {@code ?format=json}. {@code access.ClosedPathsFilter}
 * decides who may read it.
 */
@WebServlet("/openapi")
public class OpenApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String format = isJson(request) ? "json" : "yaml";
        response.setContentType("application/" + format);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Vary", "Accept");
        try (InputStream description = OpenApiServlet.class.getResourceAsStream("/META-INF/openapi." + format)) {
            byte[] text = description.readAllBytes();
            response.setContentLength(text.length);
            response.getOutputStream().write(text);
        }
    }

    private static boolean isJson(HttpServletRequest request) {
        String format = request.getParameter("format");
        String accepted = String.valueOf(request.getHeader("Accept")).toLowerCase(Locale.ROOT);
        return format == null ? accepted.contains("json") && !accepted.contains("yaml") : format.equalsIgnoreCase("json");
    }
}
