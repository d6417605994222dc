package io.carillon.statistics;

/**
 * What the rows of a statistic stand for: a minute, or an hour that was summed from its minutes; and a single subject, or all
 * subjects of an event type together, so that a question about everything reads few rows however many tenants there are.
 */
enum Grain {
    MINUTE("minute", 1), TOTAL_MINUTE("total-minute", 1), HOUR("hour", 60), TOTAL_HOUR("total-hour", 60);

    private final String word;
    private final int minutes;

    Grain(String word, int minutes) {
        this.word = word;
        this.minutes = minutes;
    }

    /** The value of the column. */
    String word() {
        return word;
    }

    /** The start of the row that {@code minute}, counted from 1970, belongs to. */
    int startOf(int minute) {
        return Math.floorDiv(minute, minutes) * minutes;
    }
}
