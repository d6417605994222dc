package io.carillon.console;

import io.carillon.oidc.OidcSettings;
import io.carillon.oidc.OpenIdProvider;
import io.carillon.oidc.Refusal;
import io.carillon.oidc.SignInAttempt;
import io.carillon.oidc.SignInRefused;
import io.carillon.platform.EnumWords;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/**
 * Signs people in with the provider: {@code /console/oidc/start} sends the browser there, and the provider sends it to
 * {@code /console/oidc/callback} with a code. Whatever fails leads back to the sign-in page, which says why.
 */
@WebServlet({"/console/oidc/start", ProviderSignInServlet.CALLBACK})
public class ProviderSignInServlet extends HttpServlet {

    static final String CALLBACK = "/console/oidc/callback";
    private static final long serialVersionUID = 1L;
    private static final String FAILED = ConsoleFiles.ROOT + "?sign-in=";

    @Inject
    private transient ConsoleSettings settings;
    @Inject
    private transient OidcSettings oidc;
    @Inject
    private transient OpenIdProvider provider;
    @Inject
    private transient AttemptCookie attempts;
    @Inject
    private transient SessionCookie cookie;
    @Inject
    private transient SignIn signIn;
    @Inject
    private transient Clock clock;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!settings.isOn() || !oidc.isConfigured()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (!request.getMethod().equals("GET")) {
            response.setHeader(HttpHeaders.ALLOW, "GET");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else {
            lead(response, next(request, response));
        }
    }

    private String next(HttpServletRequest request, HttpServletResponse response) {
        try {
            return request.getServletPath().equals(CALLBACK) ? finish(request, response) : start(request, response);
        } catch (SignInRefused e) {
            signIn.refuse(e);
            return FAILED + EnumWords.of(e.refusal());
        }
    }

    private static void lead(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(HttpHeaders.LOCATION, location);
    }

    private URI callback() {
        return URI.create(settings.origin() + CALLBACK);
    }

    private String start(HttpServletRequest request, HttpServletResponse response) {
        SignInAttempt attempt = SignInAttempt.begin(request.getParameter("path"), clock.instant());
        String page = provider.signInPage(attempt, callback()).toString();
        attempts.write(response, attempt);
        return page;
    }

    /** An answer to another attempt leaves the one that this browser has begun as it is. */
    private String finish(HttpServletRequest request, HttpServletResponse response) {
        String state = only(request, "state");
        SignInAttempt attempt = attempts.read(request).filter(begun -> begun.hasState(state))
                .orElseThrow(() -> new SignInRefused(Refusal.STALE, "this browser has not begun it, or too long ago"));
        attempts.clear(response);
        provider.check(only(request, "iss"), only(request, "error"));
        String code = only(request, "code");
        if (code == null || code.isEmpty()) {
            throw new SignInRefused(Refusal.REFUSED, "the answer has no code");
        }
        cookie.write(response, signIn.begin(attempt, code, callback(), request.getRemoteAddr()));
        return attempt.path();
    }

    /** The parameter {@code name}; null if it is missing. Two, which RFC 6749 forbids, are worth as much as an empty one. */
    private static String only(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? null : values.length == 1 ? values[0] : "";
    }
}
