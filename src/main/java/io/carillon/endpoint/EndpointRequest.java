package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.catalog.EventType;
import io.carillon.json.JsonDocument;
import io.carillon.tenant.ExternalData;
import io.carillon.tenant.ExternalId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An endpoint as clients write it. Omitted members get the defaults for the SportsEngine application: webhooks, thin, coalesced,
 * no retry, every event type, no limit, no order, a new secret that signs at once and alone, active.
 *
 * @param transport  how messages reach the receiver; only a new endpoint can choose
 * @param url        where webhooks are sent; null if the receiver polls
 * @param externalId the id in a system of the owner, unique in the application; optional
 * @param metadata   what the owner notes, by name; no webhook has it
 * @param template   the body of the format {@code template}; null for any other
 * @param filter     what a change must pass to be sent; null for every change
 * @param rateLimit  how often the endpoint is called, at most; null for as often as possible
 * @param paused     whether deliveries wait instead of being sent
 * @param ordering   which deliveries wait for one another
 * @param method     the HTTP method of the requests
 * @param headerPrefix with which the names of Carillon's headers begin
 * @param authentication what the receiver asks for in the header {@code Authorization}; null for nothing
 * @param clientCertificate with which Carillon shows the receiver who it is (mutual TLS); null for none
 * @param certificateAuthorities the authorities that judge the certificate of the receiver, in PEM; null for the system's
 * @param signatures how webhooks are signed, in any order
 * @param signatureHeader a further header with a signature, as the receiver knows it; null for none
 * @param secret     the signing secret, if the owner brings one; only for a new endpoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointRequest(
        Transport transport,
        @Size(max = 2000) String url,
        @Size(max = 500) String description,
        @Pattern(regexp = ExternalId.PATTERN, message = ExternalId.REQUIREMENT) String externalId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @NotNull @Size(max = ExternalData.MOST_METADATA)
        Map<@Pattern(regexp = ExternalData.NAME, message = ExternalData.NAME_REQUIREMENT) String,
                @NotNull @Size(max = ExternalData.LONGEST_VALUE) String> metadata,
        @NotNull Format format,
        @Valid BodyTemplate template,
        @NotNull DeliveryMode delivery,
        @NotNull RetryMode retry,
        @NotEmpty @Size(max = 50) List<@NotBlank @Size(max = EventType.LONGEST_NAME) String> eventTypes,
        @Schema(type = SchemaType.OBJECT) JsonNode filter,
        @Valid RateLimit rateLimit,
        Boolean paused,
        Ordering ordering,
        @NotNull WebhookMethod method,
        @NotNull @Size(max = 20) Map<String, String> headers,
        @NotNull String headerPrefix,
        @Valid EndpointAuthentication authentication,
        @Valid ClientCertificate clientCertificate,
        @Size(max = 50_000) String certificateAuthorities,
        @NotEmpty List<@NotNull SignatureScheme> signatures,
        @Valid SignatureHeader signatureHeader,
        @NotNull SignatureSwitch signatureSwitch,
        EndpointStatus status,
        String secret) implements JsonDocument {

    /** The endpoint as its owner would write it, with the headers as given. */
    static EndpointRequest of(Endpoint endpoint, Map<String, String> headers) {
        return new EndpointRequest(endpoint.transport(), endpoint.url(), endpoint.description(),
                endpoint.external().externalId(), endpoint.external().metadata(), endpoint.format(), endpoint.template(),
                endpoint.mode(), endpoint.retry(), endpoint.eventTypes(), endpoint.filter(), endpoint.flow().rateLimit(),
                endpoint.flow().isPaused(), endpoint.flow().ordering(), endpoint.form().method(), headers,
                endpoint.form().headerPrefix(), EndpointAccess.masked(endpoint.access()),
                EndpointAccess.maskedCertificate(endpoint.access()), endpoint.access().authorities(),
                endpoint.form().signatures(), endpoint.form().signatureHeader(), endpoint.signatureSwitch(), endpoint.status(),
                null);
    }

    /** Fills in the defaults. */
    public EndpointRequest {
        transport = transport == null ? Transport.WEBHOOK : transport;
        metadata = metadata == null ? Map.of() : metadata;
        format = format == null ? Format.THIN : format;
        delivery = delivery == null ? DeliveryMode.COALESCED : delivery;
        retry = retry == null ? RetryMode.NONE : retry;
        eventTypes = eventTypes == null ? List.of("*") : eventTypes;
        filter = filter == null || filter.isNull() ? null : filter;
        paused = paused != null && paused;
        ordering = ordering == null ? Ordering.NONE : ordering;
        method = method == null ? WebhookMethod.POST : method;
        headers = headers == null ? Map.of() : headers;
        headerPrefix = headerPrefix == null ? HeaderNames.STANDARD_PREFIX : headerPrefix;
        signatures = signatures == null ? SignatureScheme.DEFAULT : SignatureScheme.sorted(signatures);
        signatureSwitch = signatureSwitch == null ? SignatureSwitch.AT_ONCE : signatureSwitch;
    }
}
