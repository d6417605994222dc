package io.carillon.access;

/** What a key may be: the first word of its scope (design, section 4). */
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
