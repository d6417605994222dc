package io.carillon.endpoint;

import io.carillon.address.AddressRules;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.filter.Filter;
import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import io.carillon.platform.NearestWord;
import io.carillon.problem.ProblemException;
import io.carillon.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules for endpoints that annotations cannot express: transports, addresses, event types, filters, headers, what
 * opens a receiver, and statuses that clients may set.
 */
@ApplicationScoped
class EndpointRules {

    static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}";
    private static final String FIELD_VALUE = "[\\x20-\\x7e]{0,1000}";

    @Inject
    private AddressRules addresses;
    @Inject
    private Catalog catalog;
    @Inject
    private Tenants tenants;
    @Inject
    private AccessRules access;

    /**
     * Rejects an invalid request for a new endpoint with a 422 that lists every flaw.
     *
     * @param flags those of its application
     */
    void checkNew(EndpointRequest request, Set<String> flags) {
        List<Flaw> flaws = flawsOf(request, null, Map.of(), flags);
        if (request.status() == EndpointStatus.DISABLED || request.status() == EndpointStatus.DELETED) {
            flaws.add(Flaw.ofValue("/status", "must be active or inactive"));
        }
        SigningSecrets.objectionTo(request.secret()).ifPresent(objection -> flaws.add(Flaw.ofValue("/secret", objection)));
        refuse(flaws);
    }

    /**
     * The same for a changed endpoint; event types that it has already may have left the catalog.
     *
     * @param storedHeaders the endpoint's headers, whose values a mask in the request stands for
     */
    void checkChanged(EndpointRequest request, Endpoint endpoint, Map<String, String> storedHeaders) {
        refuse(flawsOf(request, endpoint, storedHeaders, tenants.flagsOf(endpoint.applicationId())));
    }

    private List<Flaw> flawsOf(EndpointRequest request, Endpoint endpoint, Map<String, String> storedHeaders,
            Set<String> flags) {
        List<Flaw> flaws = new ArrayList<>(PollRules.flawsOf(request, endpoint));
        checkEventTypes(request.eventTypes(), endpoint == null ? List.of() : endpoint.eventTypes(),
                catalog.fresh().openTo(flags), flaws);
        BodyTemplate.objectionTo(request.template(), request.format()).ifPresent(flaws::add);
        if (request.filter() != null) {
            flaws.addAll(Filter.flawsOf(request.filter(), "/filter"));
        }
        if (request.transport() == Transport.WEBHOOK && request.url() != null) {
            checkWebhook(request, EndpointHeaders.unmasked(request.headers(), storedHeaders), flaws);
            flaws.addAll(access.flawsOf(request, endpoint));
        }
        return flaws;
    }

    private void checkWebhook(EndpointRequest request, Map<String, String> headers, List<Flaw> flaws) {
        addresses.objectionTo(request.url()).ifPresent(objection -> flaws.add(Flaw.ofValue("/url", objection)));
        if (lengthOf(headers) > 4_000) {
            flaws.add(Flaw.ofValue("/headers", "may have at most 4000 characters in total"));
        }
        checkHeaders(headers, flaws);
        flaws.addAll(RequestFormRules.flawsOf(request));
    }

    private static void refuse(List<Flaw> flaws) {
        if (!flaws.isEmpty()) {
            throw ProblemException.invalid(flaws);
        }
    }

    private static void checkEventTypes(List<String> patterns, List<String> known, CatalogSnapshot matrix, List<Flaw> flaws) {
        for (int i = 0; i < patterns.size(); i++) {
            if (known.contains(patterns.get(i))) {
                continue;
            }
            objectionTo(new EventTypePattern(patterns.get(i)), matrix, "/eventTypes/" + i).ifPresent(flaws::add);
        }
    }

    private static boolean isWellFormed(String text) {
        return text.indexOf('*') < 0 || text.equals("*") || text.indexOf('*') == text.length() - 1 && text.endsWith(".*");
    }

    private static String nearest(String text, CatalogSnapshot matrix) {
        return NearestWord.of(text, matrix.eventTypeNames()).map(name -> "; the nearest one is " + name).orElse("");
    }

    /** The flaw of a new pattern that no announcement can match, or only those of archived event types. */
    static Optional<Flaw> objectionTo(EventTypePattern pattern, CatalogSnapshot matrix, String pointer) {
        List<String> matches = matrix.eventTypeNames().stream().filter(pattern::matches).sorted().toList();
        if (matches.isEmpty()) {
            return Optional.of(Flaw.ofValue(pointer, isWellFormed(pattern.text())
                    ? "matches no event type of the catalog: " + pattern.text() + nearest(pattern.text(), matrix)
                    : "must be an event type, the beginning of some such as score.*, or *"));
        }
        if (matches.stream().allMatch(matrix::isArchived)) {
            return Optional.of(Flaw.ofValue(pointer, "matches only what is archived and gets no new subscriptions: "
                    + matches.get(0)));
        }
        List<String> reasons = matches.stream().map(matrix::whyNeverAnnounced).flatMap(Optional::stream).toList();
        return reasons.size() < matches.size() ? Optional.empty()
                : Optional.of(Flaw.ofValue(pointer, "matches nothing that is announced: " + reasons.get(0)));
    }

    static void checkHeaders(Map<String, String> headers, List<Flaw> flaws) {
        Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            String pointer = "/headers" + Pointer.step(name);
            String twin = seen.putIfAbsent(name, name);
            Optional<String> objection = ForbiddenHeaders.reasonAgainst(name);
            if (!name.matches(TOKEN)) {
                flaws.add(Flaw.ofValue(pointer, "is not a header name"));
            } else if (twin != null) {
                flaws.add(Flaw.ofValue(pointer, "is the same header as " + twin + ", because case does not matter in a name"));
            } else if (objection.isPresent()) {
                flaws.add(Flaw.ofValue(pointer, "is not allowed: it " + objection.get()));
            } else if (EndpointHeaders.MASK.equals(value)) {
                flaws.add(Flaw.ofValue(pointer, "is masked, and the endpoint has no value for it to keep"));
            } else if (value == null || !value.matches(FIELD_VALUE)) {
                flaws.add(Flaw.ofValue(pointer, "must consist of at most 1000 printable ASCII characters"));
            }
        });
    }

    private static int lengthOf(Map<String, String> headers) {
        return headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + String.valueOf(header.getValue()).length()).sum();
    }
}
