package io.carillon.filter;

import java.util.List;

/**
 * What a filter judges.
 *
 * @param word    what it is called in messages
 * @param members the names that a filter may have at its top
 */
public record Judged(String word, List<String> members) {

    /** A change, which an {@link Envelope} makes. */
    public static final Judged CHANGE = new Judged("change", Envelope.MEMBERS);
}
