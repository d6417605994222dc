package io.carillon.insight;

import io.carillon.platform.EnumWords;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a change, for one endpoint or for all. The order follows the way of a change. */
@Schema(name = "VerdictCode")
public enum Code {

    /** Nothing about the object had an effect or was rejected. */
    NOT_RECEIVED(Station.INTAKE),
    /** It is older than what Carillon keeps, or the message expired in the queue. */
    EXPIRED(Station.INTAKE),
    /** The request was answered 4xx. */
    REFUSED(Station.INTAKE),
    /** The request was answered 429. */
    LIMITED(Station.INTAKE),
    /** The request was answered 503. */
    UNAVAILABLE(Station.INTAKE),
    /** It is not handled yet. */
    QUEUED(Station.QUEUE),
    /** It could not be used. */
    REJECTED(Station.QUEUE),
    /** The broker gave up on it. */
    DEAD_LETTER(Station.QUEUE),
    /** Its id had its effect before. */
    REPEATED(Station.COALESCING),
    /** The matrix of resource types notifies no organization. */
    SILENT(Station.COALESCING),
    /** It is announced as a change of the whole. */
    PART_OF(Station.COALESCING),
    /** It is announced to the parent organization only. */
    PARENT_ONLY(Station.COALESCING),
    /** Its bucket is open. */
    WAITING(Station.COALESCING),
    /** The organization had not enabled the application. */
    NOT_ENABLED(Station.SUBSCRIPTION),
    /** The application had no endpoint. */
    NO_ENDPOINT(Station.SUBSCRIPTION),
    /** The endpoint did not select the event type. */
    NOT_SELECTED(Station.SUBSCRIPTION),
    /** The change named the endpoints that alone may get it, and the endpoint was not among them. */
    NOT_NAMED(Station.SUBSCRIPTION),
    /** The application lacked flags of the event type. */
    LACKS_FLAGS(Station.SUBSCRIPTION),
    /** The change did not pass the filter of the endpoint. */
    FILTERED_OUT(Station.SUBSCRIPTION),
    /** The endpoint changed its delivery mode between the change and the tick. */
    OTHER_MODE(Station.SUBSCRIPTION),
    /** The endpoint did not exist yet. */
    CREATED_LATER(Station.SUBSCRIPTION),
    /** The endpoint was deleted. */
    DELETED(Station.SUBSCRIPTION),
    /** The records do not show it. */
    UNCLEAR(Station.SUBSCRIPTION),
    /** The endpoint was switched off. */
    SWITCHED_OFF(Station.DELIVERY),
    /** The owner of the endpoint paused it. */
    PAUSED(Station.DELIVERY),
    /** The delivery waits for the rate limit of the endpoint. */
    RATE_LIMITED(Station.DELIVERY),
    /** The delivery waits for one before it about the same object, because the endpoint is ordered. */
    WAITS_FOR_TURN(Station.DELIVERY),
    /** The receiver has to poll, and has not yet confirmed that it read the delivery. */
    WAITS_FOR_POLL(Station.DELIVERY),
    /** The receiver had to poll, and did not in time. */
    NOT_POLLED(Station.DELIVERY),
    /** The content of the message was removed before it was sent. */
    CONTENT_REMOVED(Station.DELIVERY),
    /** It had failed for too long, so the next delivery of its object was sent instead: the endpoint is ordered. */
    OVERTAKEN(Station.DELIVERY),
    /** The delivery waits for its first attempt. */
    DUE(Station.DELIVERY),
    /** An attempt failed, another one is planned. */
    RETRYING(Station.DELIVERY),
    /** The URL leads to an address where webhooks may not go. */
    ADDRESS_REFUSED(Station.DELIVERY),
    /** The last attempt failed because of this service. */
    OURS(Station.DELIVERY),
    /** The last attempt failed. */
    FAILED(Station.DELIVERY),
    /** The receiver answered 410. */
    GONE(Station.DELIVERY),
    /** Sent at once. */
    INSTANT(Station.RECEIVER),
    /** Announced together with others, under an event type that counts more. */
    OUTRANKED(Station.RECEIVER),
    /** Announced together with others. */
    SUMMARISED(Station.RECEIVER),
    /** Sent, and the receiver accepted it. */
    DELIVERED(Station.RECEIVER);

    private final Station station;

    Code(Station station) {
        this.station = station;
    }

    /** Where the change is or was stopped. */
    Station station() {
        return station;
    }

    /** The form in the API, such as {@code not-received}. */
    String word() {
        return EnumWords.of(this);
    }

    /** The stations that a change passes, from intake to receiver. */
    @Schema(name = "VerdictStation")
    enum Station {
        INTAKE, QUEUE, COALESCING, SUBSCRIPTION, DELIVERY, RECEIVER
    }
}
