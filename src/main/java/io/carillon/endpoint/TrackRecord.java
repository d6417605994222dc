package io.carillon.endpoint;

/** What is known about an endpoint before an attempt; decides how many threads all endpoints with the same record can hold. */
public enum TrackRecord {
    /** Its last attempt succeeded. */
    PROVEN,
    /** No attempt at its URL has succeeded or failed yet. */
    NEW,
    /** Its last attempt failed. */
    FAILING;

    /** The SQL expression for a row's track record, in a statement on the table {@code endpoint}. */
    public static final String SQL =
            "CASE WHEN failing_since IS NOT NULL THEN 'FAILING' WHEN proven_at IS NULL THEN 'NEW' ELSE 'PROVEN' END";
}
