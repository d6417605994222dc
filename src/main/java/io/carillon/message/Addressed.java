package io.carillon.message;

import io.carillon.endpoint.Subscriber;
import io.carillon.endpoint.Subscriptions;
import java.util.List;

/** An announcement with the endpoints that get it. */
public record Addressed(Announcement announcement, List<Subscriber> subscribers) {

    /** Addresses {@code announcement} to those of {@code listeners} that subscribe to it. */
    public static Addressed to(Subscriptions.Listeners listeners, Announcement announcement) {
        return new Addressed(announcement, listeners.to(announcement.occurrence()));
    }
}
