package io.carillon.dispatch;

/** How much of the node's sending capacity one group of recipients uses, and how much it may use. Guarded by {@link Lanes}. */
final class Quota {

    /** Slots for claimed deliveries, as a multiple of the attempts that may be in flight. */
    static final int DEPTH = 4;

    private final int limit;
    private int taken;
    private int inFlight;

    /** Allows {@code limit} attempts in flight, at least one. */
    Quota(int limit) {
        this.limit = Math.max(1, limit);
    }

    int limit() {
        return limit;
    }

    int places() {
        return limit * DEPTH;
    }

    int taken() {
        return taken;
    }

    boolean isFull() {
        return taken >= places();
    }

    boolean isCrowded() {
        return taken > places() / 2;
    }

    boolean mayStart() {
        return inFlight < limit;
    }

    boolean isUnused() {
        return taken == 0;
    }

    void take() {
        taken++;
    }

    void giveBack() {
        taken--;
    }

    void start() {
        inFlight++;
    }

    void finish() {
        inFlight--;
    }
}
