package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What follows a failed attempt: the member {@code retry} of an endpoint. */
public enum RetryMode {
    /** Nothing: sent once, as the SportsEngine document says. */
    @JsonProperty("none") NONE,
    /** The retry schedule. */
    @JsonProperty("standard") STANDARD
}
