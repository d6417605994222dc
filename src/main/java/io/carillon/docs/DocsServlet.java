package io.carillon.docs;

import io.carillon.http.FileResponse;
import io.carillon.http.StaticFile;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code /docs/*}: the documentation of this version. Whatever is no page of it gets a page that says so, for people who follow
 * a link. {@code access.ClosedPathsFilter} decides who may read it.
 */
@WebServlet("/docs/*")
public class DocsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String ROOT = "/docs/";
    private static final String READ_ONLY = "GET, HEAD";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private transient DocsFiles files;

    /** The server calls it at the first request, not at its start. */
    @Override
    public void init() throws ServletException {
        try {
            files = new DocsFiles(getServletContext().getResourceAsStream(DocsFiles.ARCHIVE));
        } catch (IOException e) {
            throw new ServletException(e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!List.of("GET", "HEAD").contains(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, READ_ONLY);
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (request.getPathInfo() == null) {
            redirect(response, "");
        } else {
            show(request, response, request.getPathInfo().substring(1));
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        Optional<StaticFile> file = files.at(path);
        if (file.isEmpty() && files.isFolder(path)) {
            redirect(response, path + "/");
            return;
        }
        response.setHeader("Content-Security-Policy", POLICY);
        if (file.isPresent()) {
            // browsers keep it and ask each time whether it has changed
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        new FileResponse(file.orElseGet(files::missing), file.isPresent()).send(request, response);
    }

    /** Only to pages that exist, so that no path leads to another site. */
    private static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(HttpHeaders.LOCATION, ROOT + path);
    }
}
