package io.carillon.monitor;

import io.carillon.endpoint.TrackRecord;

/** What due deliveries have to wait for: their endpoint's track record, or the end of its pause. */
enum Standing {
    PROVEN, NEW, FAILING,
    /** The receiver asked for a pause. */
    PAUSED;

    /** The SQL expression for a row of the table {@code endpoint}. */
    static final String SQL =
            "CASE WHEN paused_until > (SELECT clock_timestamp()) THEN 'PAUSED' ELSE " + TrackRecord.SQL + " END";
}
