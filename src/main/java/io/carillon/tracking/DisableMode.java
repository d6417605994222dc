package io.carillon.tracking;

/** What the failure policy does with an endpoint that has been failing for too long. */
enum DisableMode {
    /** Disables it. */
    DISABLE,
    /** Only flags it. */
    FLAG
}
