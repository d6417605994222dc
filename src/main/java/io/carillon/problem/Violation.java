package io.carillon.problem;

/**
 * One thing that is wrong in a body.
 *
 * @param pointer RFC 6901 pointer to the member, from the root of the body; empty for the body itself
 * @param detail  what is wrong with it, as the rest of a sentence that begins with the member
 */
public record Violation(String pointer, String detail) {
}
