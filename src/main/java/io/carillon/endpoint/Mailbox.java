package io.carillon.endpoint;

/**
 * How far an endpoint that is polled has come. Its deliveries have places, from 1 on, in the order in which polls return them.
 *
 * @param lastPlace the highest place that a delivery got
 * @param readTo    the deliveries up to this place were read
 */
public record Mailbox(String endpointId, long lastPlace, long readTo) {

    /** The same, after deliveries up to {@code place} got their places. */
    public Mailbox filledTo(long place) {
        return new Mailbox(endpointId, place, readTo);
    }

    /** The same, after deliveries up to {@code place} were read. */
    public Mailbox readTo(long place) {
        return new Mailbox(endpointId, lastPlace, place);
    }
}
