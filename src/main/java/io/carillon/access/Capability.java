package io.carillon.access;

import io.carillon.platform.EnumWords;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of the things that a key may do within its scope. Nearly every request needs exactly one of them, see {@link Needs}; none
 * includes another. In the API and in the database they are words, in the order below.
 */
public enum Capability {
    /** Read, but no secrets. */
    VIEW,
    /** Report changes. */
    REPORT,
    /** Send samples, send again, and switch endpoints on and off. */
    OPERATE,
    /** Read and rotate signing secrets, and read the values of headers. */
    SECRETS,
    /** Create, change and delete. */
    MANAGE;

    private static final String SEPARATOR = ", ";

    /** A set of {@code some}, in their order, which cannot be changed. */
    public static Set<Capability> set(Collection<Capability> some) {
        return some.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(some));
    }

    /** The capabilities in {@code words}, which {@link #words} wrote. */
    public static Set<Capability> read(String words) {
        return set(Arrays.stream(words.split(SEPARATOR)).map(word -> EnumWords.read(Capability.class, word)).toList());
    }

    /** The words of {@code some}, comma-separated. */
    public static String words(Set<Capability> some) {
        return some.stream().map(EnumWords::of).collect(Collectors.joining(SEPARATOR));
    }
}
