package io.carillon.monitor;

import io.carillon.problem.ServletAnswer;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * {@code GET /health}, {@code /health/live}, {@code /health/ready} and {@code /health/started} on servers that answer these at
 * another port only: 200 if all checks are up, 503 if not. {@link HealthAtOurPort} decides where it is used.
 */
public class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Map<String, Annotation[]> KINDS = Map.of(
            "", new Annotation[0],
            "/live", new Annotation[] {Liveness.Literal.INSTANCE},
            "/ready", new Annotation[] {Readiness.Literal.INSTANCE},
            "/started", new Annotation[] {Startup.Literal.INSTANCE});

    @Inject
    private transient Checks checks;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Annotation[] kind = KINDS.get(request.getPathInfo() == null ? "" : request.getPathInfo());
        if (kind == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        HealthDocument document = HealthDocument.of(checks.results(kind));
        ServletAnswer.send(response, document.isUp() ? HttpServletResponse.SC_OK
                : HttpServletResponse.SC_SERVICE_UNAVAILABLE, document);
    }
}
