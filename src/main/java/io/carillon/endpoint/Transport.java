package io.carillon.endpoint;

/** How messages reach the receiver: the member {@code transport} of an endpoint, which is chosen when it is created. */
public enum Transport {
    /** Carillon sends them to the endpoint's URL. */
    WEBHOOK,
    /** The receiver asks for them; the endpoint has no URL. */
    POLL
}
