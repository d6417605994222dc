package io.carillon.console;

import io.carillon.access.Authenticator;
import io.carillon.access.Caller;
import io.carillon.http.JsonBody;
import io.carillon.http.SmallBody;
import io.carillon.oidc.OpenIdProvider;
import io.carillon.oidc.Person;
import io.carillon.oidc.SignInRefused;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.problem.ServletAnswer;
import io.carillon.tenant.Me;
import io.carillon.tenant.MeDocument;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * {@code /console/session}: signs in with a key (POST), shows the session (GET) and signs out (DELETE). It is no part of the API,
 * because only browsers have cookies.
 */
@WebServlet(name = "carillon-console-session", urlPatterns = "/console/session")
public class SessionServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_BODY = 10_000;
    private static final String METHODS = "GET, HEAD, POST, DELETE";

    @Inject
    private transient ConsoleSettings settings;
    @Inject
    private transient SessionCookie cookie;
    @Inject
    private transient EmbeddedSessions embedded;
    @Inject
    private transient Sessions sessions;
    @Inject
    private transient PortalLinks links;
    @Inject
    private transient SignIn signIn;
    @Inject
    private transient OpenIdProvider provider;
    @Inject
    private transient Me me;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (!settings.isOn()) {
                throw new ProblemException(ProblemType.NOT_FOUND, ProblemType.NOT_FOUND.hint());
            }
            switch (request.getMethod()) {
                case "GET", "HEAD" -> show(request, response);
                case "POST" -> begin(request, response);
                case "DELETE" -> end(request, response);
                default -> {
                    response.setHeader(HttpHeaders.ALLOW, METHODS);
                    throw new ProblemException(ProblemType.METHOD_NOT_ALLOWED, ProblemType.METHOD_NOT_ALLOWED.hint());
                }
            }
        } catch (RuntimeException e) {
            ServletAnswer.send(response, e);
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Session> session = Optional.of(request).filter(OwnPage::sent).flatMap(this::read);
        Caller caller = session.flatMap(sessions::callerOf)
                .orElseThrow(() -> new ProblemException(ProblemType.UNAUTHENTICATED, "There is no session; sign in."));
        MeDocument whose = me.of(caller);
        ServletAnswer.send(response, links.find(caller.keyId())
                .map(link -> SessionDocument.ofLink(whose, session.get(), link, settings.frameAncestors()))
                .orElseGet(() -> SessionDocument.ofKey(whose, session.get())));
    }

    /** As for the API, a request with {@code Authorization} is judged by that alone. */
    private Optional<Session> read(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null ? cookie.read(request)
                : Authenticator.credential(authorization).flatMap(embedded::read);
    }

    private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        requireOwnPage(request);
        if (!OwnPage.isJson(request.getContentType())) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.UNSUPPORTED_MEDIA_TYPE.hint());
        }
        cookie.write(response, signIn.begin(key(request), request.getRemoteAddr()));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static String key(HttpServletRequest request) throws IOException {
        String key = JsonBody.read(new ByteArrayInputStream(SmallBody.read(request, LONGEST_BODY)), SignInRequest.class).key();
        if (key == null || key.isBlank()) {
            throw ProblemException.invalid("/key", "must be an API key");
        }
        return key.strip();
    }

    private void end(HttpServletRequest request, HttpServletResponse response) throws IOException {
        requireOwnPage(request);
        Optional<Session> session = read(request);
        session.ifPresent(signIn::end);
        cookie.clear(response);
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        Optional<URI> page = session.filter(ended -> Person.isGrant(ended.grant())).flatMap(any -> signOutPage());
        if (page.isPresent()) {
            ServletAnswer.send(response, new SignedOutDocument(page.get()));
        } else {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    /** Signing out does not depend on the provider. */
    private Optional<URI> signOutPage() {
        try {
            return provider.signOutPage(URI.create(settings.origin() + ConsoleFiles.ROOT));
        } catch (SignInRefused unavailable) {
            return Optional.empty();
        }
    }

    private static void requireOwnPage(HttpServletRequest request) {
        if (!OwnPage.sent(request)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only pages of the console may do this, with JSON and the header '"
                    + OwnPage.HEADER + ": 1'.");
        }
    }
}
