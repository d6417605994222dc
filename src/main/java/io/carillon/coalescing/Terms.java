package io.carillon.coalescing;

import io.carillon.queue.Change;

/**
 * What some of the changes in a summary said about their announcement (decision 45).
 *
 * @param once  how many are not to be retried
 * @param named how many named the endpoints that alone may get them
 */
record Terms(int once, int named) {

    /** None of the changes said anything. */
    static final Terms NONE = new Terms(0, 0);

    /** Those of one change. */
    static Terms of(Change change) {
        return change.isRetried() && change.endpoints().isEmpty() ? NONE
                : new Terms(change.isRetried() ? 0 : 1, change.endpoints().isEmpty() ? 0 : 1);
    }

    /** As stored: null is none. */
    static Terms of(Integer once, Integer named) {
        return once == null && named == null ? NONE : new Terms(once == null ? 0 : once, named == null ? 0 : named);
    }

    Terms plus(Terms later) {
        return later == NONE ? this : new Terms(once + later.once, named + later.named);
    }
}
