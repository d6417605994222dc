package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether an endpoint receives. */
public enum EndpointStatus {
    @JsonProperty("active") ACTIVE,
    /** Switched off by its owner. */
    @JsonProperty("inactive") INACTIVE,
    /** Switched off by Carillon, for the reason that stands beside it. */
    @JsonProperty("disabled") DISABLED,
    /** Gone; kept only for the delivery log. */
    @JsonProperty("deleted") DELETED
}
