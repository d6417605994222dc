package io.carillon.quota;

/**
 * The changes of one organization on one day. A node writes its own count as a whole, so that writing it twice has no effect, and
 * reads the sum of the other nodes. Not thread-safe.
 */
final class DayCount {

    private long own;
    private long written;
    private long others;
    private boolean areOthersKnown;

    long total() {
        return own + others;
    }

    long own() {
        return own;
    }

    void add(int changes) {
        own += changes;
    }

    /** Takes back changes that were added, on this day or on the one before. */
    void giveBack(int changes) {
        own = Math.max(0, own - changes);
    }

    boolean isToBeWritten() {
        return own != written;
    }

    void isWritten(long count) {
        written = count;
    }

    boolean areOthersKnown() {
        return areOthersKnown;
    }

    void others(long sum) {
        others = sum;
        areOthersKnown = true;
    }
}
