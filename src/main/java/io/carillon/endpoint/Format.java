package io.carillon.endpoint;

/** What a body says and what counts as success (design, section 3). */
public enum Format {
    /** The SportsEngine document: that an object changed. Success is 200 and nothing else. */
    THIN,
    /** The TrackScore document: what changed. Success is any 2xx. */
    FULL;

    /** Whether a receiver that answered {@code status} has taken the message. */
    public boolean isSuccess(int status) {
        return this == THIN ? status == 200 : status >= 200 && status < 300;
    }
}
