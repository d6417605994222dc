package io.carillon.oidc;

/** Why somebody could not sign in with the provider. The word is part of the address to which the browser is sent back. */
public enum Refusal {
    /** The provider did not let the person in, or the person changed their mind. */
    DENIED,
    /** This browser has not begun the attempt, or too long ago, or the attempt was answered before. */
    STALE,
    /** The answer of the provider did not stand up to the checks. */
    REFUSED,
    /** The person is in no group that has a scope. */
    NO_GROUP,
    /** There were too many answers with codes that the provider does not know. */
    TOO_MANY,
    /** The provider cannot be reached, or does not work. */
    UNAVAILABLE
}
