package io.carillon.message;

import static io.carillon.database.BulkStatement.row;

import java.util.Objects;

/** A delivery that joins the queue of its object to an ordered endpoint. */
record Joining(String deliveryId, Line line) {

    /** A queue: the deliveries of one object to one endpoint. */
    record Line(String endpointId, long organizationId, String resourceType, String resourceId) {

        /** Whose number of the table {@code turn_lock} guards it; the same on every node. */
        int lock(int locks) {
            return Math.floorMod(Objects.hash(endpointId, organizationId, resourceType, resourceId), locks);
        }

        Object[] key() {
            return row(endpointId, organizationId, resourceType, resourceId);
        }
    }
}
