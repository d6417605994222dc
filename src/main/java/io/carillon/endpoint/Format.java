package io.carillon.endpoint;

/** The name of a payload format: the member {@code format} of an endpoint. What a format does is a class in {@code sending}. */
public enum Format {
    /** The SportsEngine document: that an object changed. */
    THIN,
    /** The TrackScore document: what changed. */
    FULL
}
