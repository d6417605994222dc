package io.carillon.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.endpoint.BodyTemplate;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EndpointRequest;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.endpoint.Format;
import io.carillon.endpoint.RateLimit;
import io.carillon.endpoint.RatePeriod;
import io.carillon.endpoint.RetryMode;
import io.carillon.endpoint.SignatureHeader;
import io.carillon.endpoint.SignatureScheme;
import io.carillon.endpoint.SigningSecrets;
import io.carillon.endpoint.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An endpoint of another service on its way to one of Carillon's: every event at once, with retries, and with a body that is the
 * data alone, as both services send it. One that lost something it needs is inactive, so that nothing goes where it should not.
 */
final class ForeignEndpoint {

    private static final BodyTemplate DATA_ALONE = new BodyTemplate("application/json", "{{{data}}}");
    private static final int MOST_PER_SECOND = 1_000;

    private final ForeignObject source;
    private final Conversion conversion;
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private List<String> eventTypes = List.of("*");
    private String headerPrefix;
    private List<SignatureScheme> signatures;
    private SignatureHeader signatureHeader;
    private JsonNode filter;
    private RateLimit rateLimit;
    private String secret;
    private boolean isInactive;

    ForeignEndpoint(ForeignObject source, Conversion conversion) {
        this.source = source;
        this.conversion = conversion;
    }

    /** Leaves {@code pointer} behind, and the endpoint inactive. */
    void lose(String pointer, String detail) {
        conversion.omit(pointer, detail + "; the endpoint is inactive");
        isInactive = true;
    }

    void deactivate() {
        isInactive = true;
    }

    /** Says that {@code member} of the endpoint is at {@code pointer}. */
    void place(String member, String pointer) {
        places.put(member, pointer);
    }

    /** Takes over the event types that it can subscribe to; none is every event type. */
    void subscribe(String pointer, List<Placed<String>> wanted) {
        List<String> possible = new ArrayList<>();
        wanted.forEach(name -> {
            boolean isPattern = name.value().endsWith(".*") && name.value().indexOf('*') == name.value().length() - 1;
            if (name.value().equals("*") || conversion.canSubscribe(name.value())
                    || isPattern && conversion.hasEventTypeUnder(name.value().substring(0, name.value().length() - 1))) {
                possible.add(name.value());
            } else {
                conversion.omit(name.pointer(), "is not an event type that endpoints can subscribe to: " + name.value());
            }
        });
        if (!wanted.isEmpty() && possible.isEmpty()) {
            lose(pointer, "has no event type that is left; the endpoint would get every one");
        } else if (!wanted.isEmpty()) {
            eventTypes = possible;
        }
        place("eventTypes", pointer);
    }

    void limit(String pointer, int perSecond) {
        if (perSecond > MOST_PER_SECOND) {
            conversion.omit(pointer, "is more than " + MOST_PER_SECOND + " a second, so the endpoint has no limit");
        } else if (perSecond > 0) {
            rateLimit = new RateLimit(perSecond, RatePeriod.SECOND);
            place("rateLimit", pointer);
        }
    }

    void headers(String pointer, Map<String, String> all) {
        headers.putAll(all);
        place("headers", pointer);
    }

    void filter(String pointer, JsonNode translated) {
        filter = translated;
        place("filter", pointer);
    }

    /** Signs with a key of its own in place of a secret. */
    void signWithKey() {
        signatures = List.of(SignatureScheme.V1A);
    }

    /** Gives Carillon's headers the names that the receiver knows. */
    void headerPrefix(String prefix) {
        headerPrefix = prefix;
    }

    /** Adds the signature that the receiver knows. */
    void signatureHeader(SignatureHeader known) {
        signatureHeader = known;
    }

    /** Takes over the signing secret, if it can be one. */
    void secret(String pointer, String given) {
        SigningSecrets.objectionTo(given).ifPresentOrElse(objection -> conversion.omit(pointer,
                "cannot be a secret of Carillon, so the endpoint has a new one: it " + objection), () -> secret = given);
        place("secret", pointer);
    }

    /** Hands the endpoint over. */
    void addTo(String tenant, String id, String url, String description, Notes notes) {
        conversion.endpoint(source, tenant, id, new EndpointRequest(Transport.WEBHOOK, url, description,
                notes.externalId(), notes.metadata(), Format.TEMPLATE, DATA_ALONE, DeliveryMode.INSTANT, RetryMode.STANDARD,
                eventTypes, filter, rateLimit, false, null, null, headers, headerPrefix, null, null, null, signatures,
                signatureHeader, null, isInactive ? EndpointStatus.INACTIVE : null, secret), places);
    }
}
