package io.carillon.blackbox.fuzz;

/** What must become of a message and of the changes in it. */
enum Fate {
    /** The broker confirms it, and each of its changes takes effect once. */
    APPLIED,
    /** The broker refuses it, or it becomes one rejected message; no change of it takes effect. */
    REJECTED,
    /** The broker refuses it. */
    REFUSED,
    /** It is refused, rejected or applied; but once confirmed it is one of the last two, and no change takes effect twice. */
    EITHER,
    /** It was not confirmed, so it may be lost; no change of it takes effect twice. */
    UNCONFIRMED,
    /** It was taken back before it was complete: no change of it takes effect, and it is not a rejected message. */
    NOTHING
}
