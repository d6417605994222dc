package io.carillon.statistics;

import java.util.Arrays;

/** The counts of one subject in one minute. Most of them are 0 and take no room. Its {@link Counts} guards it. */
final class Cell {

    private static final int FIRST_ROOM = 4;

    private short[] places = new short[FIRST_ROOM];
    private int[] counts = new int[FIRST_ROOM];
    private int size;

    /** Adds {@code times} at a place. */
    void add(int place, int times) {
        for (int i = 0; i < size; i++) {
            if (places[i] == place) {
                counts[i] += times;
                return;
            }
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        places[size] = (short) place;
        counts[size++] = times;
    }

    /** Adds everything that {@code other} has. */
    void add(Cell other) {
        for (int i = 0; i < other.size; i++) {
            add(other.places[i], other.counts[i]);
        }
    }

    /** Adds everything to {@code sums}. */
    void addTo(long[] sums) {
        for (int i = 0; i < size; i++) {
            sums[places[i]] += counts[i];
        }
    }

    Cell copy() {
        Cell copy = new Cell();
        copy.add(this);
        return copy;
    }

    /** The count at each place, null instead of 0, in {@code row} from {@code first} on. */
    void writeTo(Object[] row, int first) {
        for (int i = 0; i < size; i++) {
            row[first + places[i]] = counts[i];
        }
    }
}
