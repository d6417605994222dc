package io.carillon.catalog;

/** What an import does to an event type. */
public enum ImportAction {
    CREATED, CHANGED, UNCHANGED,
    /** It cannot be imported; only in a dry run, because otherwise nothing is. */
    REFUSED
}
