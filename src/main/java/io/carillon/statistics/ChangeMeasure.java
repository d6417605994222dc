package io.carillon.statistics;

/** What became of changes from the queue. The ordinal is the place among the counts of a point, the name that of the column. */
public enum ChangeMeasure {
    /** It went into the bucket of its object. */
    APPLIED,
    /** It was also announced at once. */
    INSTANT,
    /** Its id had had its effect before. */
    REPEATED,
    /** The catalog has no notification for it. */
    SILENT,
    /** It could not be used. */
    REJECTED
}
