package io.carillon.dispatch;

import io.carillon.endpoint.TrackRecord;
import io.carillon.message.DueDelivery;

/**
 * The endpoint that an attempt goes to, with what determines its quotas.
 *
 * @param tenant the organization that owns the application, or the application's id when no organization does
 */
public record Recipient(String endpointId, String tenant, TrackRecord trackRecord) {

    static Recipient of(DueDelivery due) {
        return new Recipient(due.endpointId(), due.tenant(), due.trackRecord());
    }
}
