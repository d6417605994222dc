package io.carillon.endpoint;

import io.carillon.address.AddressRules;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The rules for endpoints that annotations cannot express: addresses, event types, headers, and statuses that clients may set.
 */
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

    /** Rejects an invalid request with a 422 that lists every flaw. */
    void check(EndpointRequest request) {
        List<Flaw> flaws = new ArrayList<>();
        addresses.objectionTo(request.url()).ifPresent(objection -> flaws.add(Flaw.ofValue("/url", objection)));
        checkEventTypes(request.eventTypes(), flaws);
        if (lengthOf(request.headers()) > 4_000) {
            flaws.add(Flaw.ofValue("/headers", "may have at most 4000 characters in total"));
        }
        request.headers().forEach((name, value) -> checkHeader(name, value, flaws));
        if (request.status() == EndpointStatus.DISABLED || request.status() == EndpointStatus.DELETED) {
            flaws.add(Flaw.ofValue("/status", "must be active or inactive"));
        }
        if (!flaws.isEmpty()) {
            throw ProblemException.invalid(flaws);
        }
    }

    private void checkEventTypes(List<String> patterns, List<Flaw> flaws) {
        CatalogSnapshot matrix = catalog.fresh();
        for (int i = 0; i < patterns.size(); i++) {
            EventTypePattern pattern = new EventTypePattern(patterns.get(i));
            if (matrix.eventTypeNames().stream().noneMatch(pattern::matches)) {
                flaws.add(Flaw.ofValue("/eventTypes/" + i, "matches no event type of the catalog: " + pattern.text()));
            }
        }
    }

    private static void checkHeader(String name, String value, List<Flaw> flaws) {
        String pointer = "/headers" + Pointer.step(name);
        String lower = name.toLowerCase(Locale.ROOT);
        if (!name.matches(TOKEN)) {
            flaws.add(Flaw.ofValue(pointer, "is not a header name"));
        } else if (OURS.contains(lower) || lower.startsWith("webhook-")) {
            flaws.add(Flaw.ofValue(pointer, "is set by Carillon"));
        } else if (value == null || !value.matches(FIELD_VALUE)) {
            flaws.add(Flaw.ofValue(pointer, "must consist of at most 1000 printable ASCII characters"));
        }
    }

    private static int lengthOf(Map<String, String> headers) {
        return headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + String.valueOf(header.getValue()).length()).sum();
    }
}
