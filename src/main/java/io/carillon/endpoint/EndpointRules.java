package io.carillon.endpoint;

import io.carillon.address.AddressRules;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.problem.ProblemException;
import io.carillon.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules for endpoints that annotations cannot say: addresses, event types, headers, and the states a client may set. */
@ApplicationScoped
class EndpointRules {

    private static final Set<String> OURS = Set.of("host", "content-length", "content-type", "transfer-encoding",
            "content-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "expect", "proxy-authorization",
            "proxy-connection", "proxy-authenticate", "accept-encoding", "range",
            "user-agent", "x-trackscore-signature", "cookie");
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}";
    private static final String FIELD_VALUE = "[\\x20-\\x7e]{0,1000}";

    @Inject
    private AddressRules addresses;
    @Inject
    private Catalog catalog;

    /** Refuses what cannot be with a 422 that names every violation. */
    void check(EndpointDocument.Write wish) {
        List<Violation> violations = new ArrayList<>();
        addresses.objectionTo(wish.url()).ifPresent(objection -> violations.add(new Violation("/url", objection)));
        checkEventTypes(wish.eventTypes(), violations);
        if (lengthOf(wish.headers()) > 4_000) {
            violations.add(new Violation("/headers", "may have at most 4000 characters together"));
        }
        wish.headers().forEach((name, value) -> checkHeader(name, value, violations));
        if (wish.status() == EndpointStatus.DISABLED || wish.status() == EndpointStatus.DELETED) {
            violations.add(new Violation("/status", "must be active or inactive"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private void checkEventTypes(List<String> patterns, List<Violation> violations) {
        CatalogSnapshot matrix = catalog.fresh();
        for (int i = 0; i < patterns.size(); i++) {
            EventTypePattern pattern = new EventTypePattern(patterns.get(i));
            if (matrix.eventTypeNames().stream().noneMatch(pattern::matches)) {
                violations.add(new Violation("/eventTypes/" + i, "is no event type of the catalog: " + pattern.text()));
            }
        }
    }

    private static void checkHeader(String name, String value, List<Violation> violations) {
        String pointer = "/headers/" + name.replace("~", "~0").replace("/", "~1");
        String lower = name.toLowerCase(Locale.ROOT);
        if (!name.matches(TOKEN)) {
            violations.add(new Violation(pointer, "is not a header name"));
        } else if (OURS.contains(lower) || lower.startsWith("webhook-")) {
            violations.add(new Violation(pointer, "is set by Carillon"));
        } else if (value == null || !value.matches(FIELD_VALUE)) {
            violations.add(new Violation(pointer, "must have up to 1000 printable ASCII characters"));
        }
    }

    private static int lengthOf(Map<String, String> headers) {
        return headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + String.valueOf(header.getValue()).length()).sum();
    }
}
