package io.carillon.tenant;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words that open event types: an application gets and sees an event type only if it has every flag that the event type names.
 * Stored as one text, sorted and separated by blanks, because they are only read together.
 */
public final class Flags {

    public static final int MOST = 20;
    public static final String PATTERN = "[A-Za-z0-9._-]{1,256}";
    public static final String REQUIREMENT = "must be 1 to 256 letters, digits, or characters of ._-";

    private Flags() {
    }

    /** Those of a column, which may be null. */
    public static Set<String> of(String column) {
        return column == null ? Set.of() : new TreeSet<>(List.of(column.split(" ")));
    }

    /** Whether one of {@code applications}, each given by its flags, has all that are {@code needed}. */
    public static boolean open(Set<String> needed, Collection<Set<String>> applications) {
        return needed.isEmpty() || applications.stream().anyMatch(own -> own.containsAll(needed));
    }

    /** How {@code flags} are stored: null if there are none. */
    public static String column(Collection<String> flags) {
        return flags.isEmpty() ? null : String.join(" ", new TreeSet<>(flags));
    }

    /** Each of {@code flags} once, in order; none if it is null. What is null among them is left for the validation. */
    public static List<String> sorted(Collection<String> flags) {
        return flags == null ? List.of()
                : flags.stream().distinct().sorted(Comparator.nullsFirst(Comparator.naturalOrder())).toList();
    }
}
