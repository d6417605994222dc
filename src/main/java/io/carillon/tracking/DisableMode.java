package io.carillon.tracking;

/** What the failure policy does with an endpoint that failed for too long. */
enum DisableMode {
    /** Switches it off. */
    DISABLE,
    /** Only marks it. */
    FLAG
}
