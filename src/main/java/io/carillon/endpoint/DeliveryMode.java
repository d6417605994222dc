package io.carillon.endpoint;

/** When Carillon notifies an endpoint: the member {@code delivery} of an endpoint. */
public enum DeliveryMode {
    /** Once per object and window, with a summary. */
    COALESCED,
    /** At once, for every change. */
    INSTANT
}
