package io.carillon.endpoint;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much the body of a webhook says. */
@Schema(name = "WebhookFormat")
public enum Format {
    // The room sending has a class for each format.
    /** The SportsEngine document: says that an object changed. */
    THIN,
    /** The TrackScore document: says what changed. */
    FULL
}
