package io.carillon.console;

import io.carillon.http.FileResponse;
import io.carillon.http.StaticFile;
import io.carillon.oidc.OidcSettings;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code /console/*}: the files of the console, and its page at every path that is not a file's. It is a servlet, so that the
 * server's own does not show the files as they are in the WAR.
 */
@WebServlet("/console/*")
public class ConsoleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String READ_ONLY = "GET, HEAD";
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String EMBEDDED = "embed/";
    /** {@code data:} is for the logos of portal links. */
    private static final String POLICY = "default-src 'none'; script-src %s; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors %s;"
            + " require-trusted-types-for 'script'; trusted-types 'none'";
    private static final String NO_DEVICES = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    @Inject
    private transient ConsoleSettings settings;
    @Inject
    private transient OidcSettings oidc;

    private transient ConsoleFiles files;

    @Override
    public void init() throws ServletException {
        try {
            files = ConsoleFiles.in(getServletContext(), oidc.isConfigured() ? oidc.providerName() : "");
        } catch (IOException e) {
            throw new ServletException(e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!settings.isOn()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (!List.of("GET", "HEAD").contains(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, READ_ONLY);
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (request.getPathInfo() == null) {
            redirect(response);
        } else {
            show(request, response, request.getPathInfo().substring(1));
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        boolean isAsset = ConsoleFiles.isAssetPath(path);
        Optional<StaticFile> file = isAsset ? files.asset(path) : files.index();
        if (file.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (isAsset) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, FOREVER);
        } else {
            response.setHeader("Content-Security-Policy", policy(files.scriptHashes(), path, settings.frameAncestors()));
            response.setHeader("Permissions-Policy", NO_DEVICES);
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        }
        new FileResponse(file.get(), isAsset).send(request, response);
    }

    /**
     * What the page at {@code path} may load, and who may show it in a frame.
     *
     * @param scriptHashes of its inline scripts
     * @param ancestors    origins that may show the embedded console
     */
    static String policy(List<String> scriptHashes, String path, List<String> ancestors) {
        String scripts = Stream.concat(Stream.of("'self'"), scriptHashes.stream().map(hash -> "'" + hash + "'"))
                .collect(Collectors.joining(" "));
        boolean isFramed = path.startsWith(EMBEDDED) && !ancestors.isEmpty();
        return POLICY.formatted(scripts, isFramed ? String.join(" ", ancestors) : "'none'");
    }

    /** Leads to the console, in whatever way the browser came here: a proxy may have changed scheme and host. */
    static void redirect(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(HttpHeaders.LOCATION, ConsoleFiles.ROOT);
    }
}
