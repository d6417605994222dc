package io.carillon.endpoint;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The name of a payload format: the member {@code format} of an endpoint. Package {@code sending} has a class for each format.
 */
@Schema(name = "WebhookFormat")
public enum Format {
    /** The SportsEngine document: says that an object changed. */
    THIN,
    /** The TrackScore document: says what changed. */
    FULL
}
