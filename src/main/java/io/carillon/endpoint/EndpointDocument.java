package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.JsonDocument;
import io.carillon.json.VersionedDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An endpoint as clients see it.
 *
 * @param transport       {@code poll} if the receiver polls; only if so
 * @param url             where webhooks are sent; only if they are
 * @param asciiUrl        the URL as requests use it; only if it differs from {@code url}
 * @param unicodeUrl      the URL with its host as people read it; only if it differs from {@code url}
 * @param externalId      the id in a system of the owner; only if there is one
 * @param metadata        what the owner noted, by name; only if there is something
 * @param delivery        the delivery mode
 * @param filter          what a change must pass to be sent; only if there is a filter
 * @param rateLimit       how often it is called, at most; only if there is a limit
 * @param paused          whether its owner lets deliveries wait; only if so
 * @param ordering        {@code object} if deliveries about the same object wait for one another; only if so
 * @param method          the HTTP method of the requests; only if it is not POST
 * @param headers         the names of the owner's headers; their values are masked
 * @param headerPrefix    with which the names of Carillon's headers begin; only if it is not {@code webhook-}
 * @param authentication  what the receiver asks for in the header {@code Authorization}, its secret masked; only if it does
 * @param clientCertificate with which Carillon shows the receiver who it is, its private key masked; only if there is one
 * @param clientCertificateEndsAt until when it is valid; only if there is one
 * @param certificateAuthorities  the authorities that judge the certificate of the receiver; only if they are not the system's
 * @param signatures      how webhooks are signed; this and what is about secrets only if there are webhooks
 * @param signatureHeader a further header with a signature, as the receiver knows it; only if there is one
 * @param signatureSwitch when headers with room for one signature switch to a new secret
 * @param disabledReason  why Carillon disabled it; only when disabled
 * @param failingSince    the first failure since the last success; only while failing
 * @param lastFailureAt   the latest failure, accurate to a few seconds; only while failing
 * @param warnedAt        when notices reported that it fails; only while failing
 * @param flaggedAt       when the failure policy flagged it instead of disabling it
 * @param pausedUntil     when Carillon sends again, because the receiver asked it to wait; only while paused
 * @param secretCreatedAt when the newest signing secret was created or brought
 * @param previousSecretSignsUntil the end of the overlap; only while the previous secret signs too
 * @param publicKey       with which receivers verify what the newest signing key signed; only if there is one
 * @param signingKeyCreatedAt when the newest signing key was created; only if there is one
 * @param previousKeySignsUntil the end of the overlap; only while the previous signing key signs too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointDocument(String id, String applicationId, Transport transport, String url, String asciiUrl,
        String unicodeUrl, String description, String externalId, Map<String, String> metadata, Format format,
        BodyTemplate template, DeliveryMode delivery, RetryMode retry, List<String> eventTypes,
        @Schema(type = SchemaType.OBJECT) JsonNode filter, RateLimit rateLimit, Boolean paused, Ordering ordering,
        WebhookMethod method, Map<String, String> headers, String headerPrefix, EndpointAuthentication authentication,
        ClientCertificate clientCertificate, Instant clientCertificateEndsAt, String certificateAuthorities,
        List<SignatureScheme> signatures, SignatureHeader signatureHeader, SignatureSwitch signatureSwitch,
        EndpointStatus status, String disabledReason, Instant failingSince, Instant lastFailureAt, Instant warnedAt,
        Instant flaggedAt, Instant pausedUntil, Instant secretCreatedAt, Instant previousSecretSignsUntil, String publicKey,
        Instant signingKeyCreatedAt, Instant previousKeySignsUntil, Instant createdAt, Instant updatedAt)
        implements VersionedDocument {

    private static final Set<String> MAINTAINED = Set.of("asciiUrl", "unicodeUrl", "disabledReason", "failingSince",
            "lastFailureAt", "warnedAt", "flaggedAt", "pausedUntil", "secretCreatedAt", "previousSecretSignsUntil", "publicKey",
            "signingKeyCreatedAt", "previousKeySignsUntil", "clientCertificateEndsAt", "updatedAt");

    static EndpointDocument of(Endpoint endpoint, Map<String, String> maskedHeaders, Instant now) {
        KeyPairs keys = endpoint.keyPairs();
        RequestForm form = endpoint.form();
        UrlForms forms = UrlForms.of(endpoint.url());
        boolean signs = endpoint.transport() == Transport.WEBHOOK;
        return new EndpointDocument(endpoint.id(), endpoint.applicationId(),
                signs ? null : endpoint.transport(), endpoint.url(), forms.ascii(), forms.unicode(), endpoint.description(),
                endpoint.external().externalId(), endpoint.external().metadata(),
                endpoint.format(), endpoint.template(), endpoint.mode(), endpoint.retry(), endpoint.eventTypes(),
                endpoint.filter(), endpoint.flow().rateLimit(), endpoint.flow().isPaused() ? true : null,
                unless(Ordering.NONE, endpoint.flow().ordering()), unless(WebhookMethod.POST, form.method()), maskedHeaders,
                unless(HeaderNames.STANDARD_PREFIX, form.headerPrefix()), EndpointAccess.masked(endpoint.access()),
                EndpointAccess.maskedCertificate(endpoint.access()), endpoint.access().certificateEndsAt(),
                endpoint.access().authorities(), signs ? form.signatures() : null, form.signatureHeader(),
                signs ? endpoint.signatureSwitch() : null, endpoint.status(), endpoint.disabledReason(),
                endpoint.failingSince(), endpoint.lastFailureAt(), endpoint.warnedAt(), endpoint.flaggedAt(),
                endpoint.pausedUntil(), signs ? endpoint.secretCreatedAt() : null, endpoint.overlapEndAt(now).orElse(null),
                keys.publicKey(), keys.createdAt(), keys.overlapEndAt(now).orElse(null), endpoint.createdAt(),
                endpoint.updatedAt());
    }

    private static <T> T unless(T usual, T value) {
        return value.equals(usual) ? null : value;
    }

    @Override
    public Set<String> maintained() {
        return MAINTAINED;
    }

    /** Without the health and the ends of the overlaps, which change by themselves. */
    @Override
    public JsonDocument edited() {
        return new EndpointDocument(id, applicationId, transport, url, asciiUrl, unicodeUrl, description, externalId,
                metadata, format, template, delivery, retry, eventTypes, filter, rateLimit, paused, ordering, method, headers,
                headerPrefix, authentication, clientCertificate, clientCertificateEndsAt, certificateAuthorities, signatures,
                signatureHeader, signatureSwitch, status, disabledReason, null, null, null, null, null, secretCreatedAt, null,
                publicKey, signingKeyCreatedAt, null, createdAt, updatedAt);
    }
}
