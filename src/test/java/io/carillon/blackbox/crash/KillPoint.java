package io.carillon.blackbox.crash;

/** Where a kill finds a node. */
enum KillPoint {

    /** Whatever it does; most often it is starting. */
    ANY_TIME(16),
    /** At a random moment when it is ready. */
    READY(4),
    /** A change was just posted to it: before the broker has it, or before the 202. */
    ASKED(2),
    /** A receiver just got a webhook: before its answer, or before the outcome is recorded. */
    SENT(1),
    /** A window just ended: buckets are closed, a burst of deliveries is claimed and sent. */
    TICK(2);

    private final int share;

    KillPoint(int share) {
        this.share = share;
    }

    /** The point of the kill with this number: each has its share of any 25 in a row. */
    static KillPoint of(int number) {
        int place = Math.floorMod(7 * number, 25);
        for (KillPoint point : values()) {
            place -= point.share;
            if (place < 0) {
                return point;
            }
        }
        throw new IllegalStateException("the shares are 25 together");
    }
}
