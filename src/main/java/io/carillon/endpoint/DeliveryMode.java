package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When an endpoint is told: the member {@code delivery} of an endpoint. */
public enum DeliveryMode {
    /** Once per object and window, summarised. */
    @JsonProperty("coalesced") COALESCED,
    /** At once, every event. */
    @JsonProperty("instant") INSTANT
}
