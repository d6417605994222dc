package io.carillon.endpoint;

/** Whether an endpoint receives webhooks. */
public enum EndpointStatus {
    ACTIVE,
    /** Switched off by its owner. */
    INACTIVE,
    /** Switched off by Carillon; {@code disabledReason} says why. */
    DISABLED,
    /** Deleted by its owner; kept only for the delivery log. */
    DELETED
}
