package io.carillon.json;

/** Builds JSON pointers (RFC 6901): a pointer is the concatenation of its steps, and empty for the whole document. */
public final class Pointer {

    private Pointer() {
    }

    /** The step to the member called {@code name}, with {@code ~} and {@code /} escaped as {@code ~0} and {@code ~1}. */
    public static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** The step to an element of an array, counted from 0. */
    public static String step(int index) {
        return "/" + index;
    }
}
