package io.carillon.endpoint;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a webhook says, and in which form. */
@Schema(name = "WebhookFormat")
public enum Format {
    // The room sending has a class for each format.
    /** The SportsEngine document: says that an object changed. */
    THIN,
    /** The TrackScore document: says what changed. */
    FULL,
    /** A CloudEvent in structured mode: the body is the whole event. */
    CLOUDEVENTS,
    /** A CloudEvent in binary mode: the body is the data, and headers are the other attributes. */
    CLOUDEVENTS_BINARY,
    /** A body from the endpoint's template, for receivers that cannot be changed. */
    TEMPLATE;

    /** Whether bodies have the data of the message. */
    public boolean hasData() {
        return this != THIN;
    }
}
