package io.carillon.endpoint;

/** Whether an endpoint receives. */
public enum EndpointStatus {
    ACTIVE,
    /** Switched off by its owner. */
    INACTIVE,
    /** Disabled by Carillon, for the reason in {@code disabledReason}. */
    DISABLED,
    /** Gone; kept only for the delivery log. */
    DELETED
}
