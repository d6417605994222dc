package io.carillon.monitor;

import io.carillon.endpoint.TrackRecord;

/** What due deliveries have to wait for: their endpoint's track record, its rate limit, or the end of its pause. */
enum Standing {
    PROVEN, NEW, FAILING,
    /** The endpoint has a rate limit. */
    LIMITED,
    /** The owner paused the endpoint, or the receiver asked for a pause. */
    PAUSED;

    /** The SQL expression for a row of the table {@code endpoint}. */
    static final String SQL = "CASE WHEN is_paused OR paused_until > (SELECT clock_timestamp()) THEN 'PAUSED'"
            + " WHEN rate_limit IS NOT NULL THEN 'LIMITED' ELSE " + TrackRecord.SQL + " END";
}
