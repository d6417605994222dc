package io.carillon.message;

import io.carillon.platform.EnumWords;

/** Why a delivery was cancelled. */
public enum CancelReason {
    /** The organization does not enable the application, or one of the two was deleted. */
    NOT_ENABLED,
    /** The endpoint was deleted. */
    ENDPOINT_DELETED,
    /** It had failed for too long, and the next delivery of its object was sent instead: the endpoint is ordered. */
    OVERTAKEN,
    /** It was available for as long as deliveries are kept, and no poll confirmed that it was read. */
    EXPIRED,
    /** The content of its message was removed, and its endpoint's format needs it. */
    CONTENT_REMOVED;

    /** The name in the database and in the API. */
    public String word() {
        return EnumWords.of(this);
    }
}
