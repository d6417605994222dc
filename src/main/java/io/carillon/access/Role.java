package io.carillon.access;

/** What a key may be: the first word of its scope (design, section 4). */
public enum Role {
    /** Everything. */
    OPERATOR,
    /** {@code POST /changes} and nothing else. */
    PRODUCER
}
