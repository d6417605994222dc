package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The name of a payload format: the member {@code format} of an endpoint. What a format does is a class in {@code sending}. */
public enum Format {
    /** The SportsEngine document: that an object changed. */
    @JsonProperty("thin") THIN,
    /** The TrackScore document: what changed. */
    @JsonProperty("full") FULL
}
