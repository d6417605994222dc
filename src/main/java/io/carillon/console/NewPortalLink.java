package io.carillon.console;

import io.carillon.access.Capability;
import io.carillon.access.Scope;
import io.carillon.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Set;

/**
 * What was asked for, checked and with its defaults.
 *
 * @param request      for what needs no check
 * @param capabilities what the caller may give
 */
record NewPortalLink(PortalLinkRequest request, Scope scope, Set<Capability> capabilities, Duration linkLifetime,
        Duration sessionLifetime) {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(7);
    private static final Duration LINK = Duration.ofMinutes(10);
    private static final Duration EMBEDDED = Duration.ofHours(1);

    static NewPortalLink of(PortalLinkRequest request, Scope scope, Set<Capability> capabilities) {
        boolean embedded = Boolean.TRUE.equals(request.embed());
        return new NewPortalLink(request, scope, capabilities,
                duration("/linkExpiresIn", request.linkExpiresIn(), LINK, MOST),
                duration("/sessionExpiresIn", request.sessionExpiresIn(), embedded ? EMBEDDED : Session.LIFETIME,
                        embedded ? EMBEDDED : MOST));
    }

    boolean isEmbedded() {
        return Boolean.TRUE.equals(request.embed());
    }

    private static Duration duration(String pointer, String text, Duration otherwise, Duration most) {
        if (text == null) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(LEAST) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // the same sentence as for one that is too long
        }
        throw ProblemException.invalid(pointer, "must be an ISO 8601 duration from " + LEAST + " to " + most);
    }
}
