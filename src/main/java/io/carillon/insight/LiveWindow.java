package io.carillon.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What streams have been shown: the newest deliveries, and older ones that were pending then. It decides where the next look
 * begins and which deliveries have changed since the last one. The newest seconds are looked at again each time, because a
 * transaction may commit after one with higher ids. Not thread-safe.
 */
final class LiveWindow {

    /** How many deliveries below the window are watched until they settle; beyond that the oldest are not. */
    static final int MOST_PENDING = 500;

    private final NavigableMap<String, Standing> shown = new TreeMap<>();
    private String from;

    /** Everything in {@code existing} counts as shown; {@code from} is the key that the first look begins after. */
    LiveWindow(String from, Map<String, Standing> existing) {
        this.from = from;
        shown.putAll(existing);
    }

    /** The key that the next look begins after. */
    String from() {
        return from;
    }

    /** Deliveries below the window that were pending when they were shown. */
    Set<String> watched() {
        return new TreeSet<>(shown.headMap(from, true).keySet());
    }

    /**
     * Takes a look at how deliveries stand and returns the ids of those that are to be shown now, in order.
     *
     * @param seen   those after {@link #from} and the watched ones, by id
     * @param isAll  whether these are all after {@link #from}
     * @param recent the key below which no transaction will commit any more
     * @param most   how many to show; the rest is shown after the next look
     */
    List<String> look(Map<String, Standing> seen, boolean isAll, String recent, int most) {
        List<String> changed = new ArrayList<>();
        String unshown = null;
        TreeMap<String, Standing> ordered = new TreeMap<>(seen);
        for (Map.Entry<String, Standing> entry : ordered.entrySet()) {
            if (!entry.getValue().equals(shown.get(entry.getKey()))) {
                if (changed.size() == most) {
                    unshown = entry.getKey();
                    break;
                }
                changed.add(entry.getKey());
                shown.put(entry.getKey(), entry.getValue());
            }
        }
        advance(isAll || ordered.isEmpty() ? recent : least(recent, ordered.lastKey()), unshown);
        return changed;
    }

    private void advance(String target, String unshown) {
        if (unshown != null && unshown.compareTo(target) <= 0) {
            target = shown.lowerKey(unshown) == null ? from : shown.lowerKey(unshown);
        }
        from = target.compareTo(from) > 0 ? target : from;
        NavigableMap<String, Standing> below = shown.headMap(from, true);
        below.values().removeIf(standing -> !standing.isPending());
        while (below.size() > MOST_PENDING) {
            below.pollFirstEntry();
        }
    }

    private static String least(String a, String b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /**
     * How a delivery stands; another attempt changes it.
     *
     * @param state the word of its state
     */
    record Standing(String state, int attempts) {

        boolean isPending() {
            return state.equals("pending");
        }
    }
}
