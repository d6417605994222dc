package io.carillon.endpoint;

/** Whether an endpoint receives. */
public enum EndpointStatus {
    ACTIVE,
    /** Switched off by its owner. */
    INACTIVE,
    /** Switched off by Carillon, for the reason that stands beside it. */
    DISABLED,
    /** Gone; kept only for the delivery log. */
    DELETED
}
