package io.carillon.endpoint;

/** When an endpoint is notified: the member {@code delivery} of an endpoint. */
public enum DeliveryMode {
    /** Once per object and window, summarised. */
    COALESCED,
    /** At once, every event. */
    INSTANT
}
