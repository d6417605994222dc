package io.carillon.endpoint;

/**
 * The name of a payload format: the member {@code format} of an endpoint. Package {@code sending} has a class for each format.
 */
public enum Format {
    /** The SportsEngine document: says that an object changed. */
    THIN,
    /** The TrackScore document: says what changed. */
    FULL
}
