package io.carillon.access;

/** The role of a key: the first word of its scope. */
public enum Role {
    /** Everything. */
    OPERATOR,
    /** One organization: its enablements, the applications it owns, its changes and its log. */
    ORGANIZATION,
    /** One application: its endpoints and its log. */
    APPLICATION,
    /** {@code POST /changes} and nothing else. */
    PRODUCER
}
