package io.carillon.endpoint;

import io.carillon.catalog.EventType;
import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/**
 * An endpoint as clients write it. Omitted members get the defaults for the SportsEngine application: thin, coalesced, no
 * retry, every event type, a new secret that signs at once, active.
 */
public record EndpointRequest(
        @NotBlank @Size(max = 2000) String url,
        @Size(max = 500) String description,
        @NotNull Format format,
        @NotNull DeliveryMode delivery,
        @NotNull RetryMode retry,
        @NotEmpty @Size(max = 50) List<@NotBlank @Size(max = EventType.LONGEST_NAME) String> eventTypes,
        @NotNull @Size(max = 20) Map<String, String> headers,
        @NotNull SignatureSwitch signatureSwitch,
        EndpointStatus status) implements JsonDocument {

    /** Fills in the defaults. */
    public EndpointRequest {
        format = format == null ? Format.THIN : format;
        delivery = delivery == null ? DeliveryMode.COALESCED : delivery;
        retry = retry == null ? RetryMode.NONE : retry;
        eventTypes = eventTypes == null ? List.of("*") : eventTypes;
        headers = headers == null ? Map.of() : headers;
        signatureSwitch = signatureSwitch == null ? SignatureSwitch.AT_ONCE : signatureSwitch;
    }
}
