package io.carillon.endpoint;

/** What is known of an endpoint before it is sent to, and so how many threads it may hold together with its like. */
public enum TrackRecord {
    /** Its last attempt succeeded. */
    PROVEN,
    /** Nothing: no attempt at its URL has succeeded yet, and none has failed. */
    NEW,
    /** Its last attempt failed. */
    FAILING;

    /** The name of a row's standing, in a statement on the table {@code endpoint}. */
    public static final String SQL =
            "CASE WHEN failing_since IS NOT NULL THEN 'FAILING' WHEN proven_at IS NULL THEN 'NEW' ELSE 'PROVEN' END";
}
