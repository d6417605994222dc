package io.carillon.endpoint;

import io.carillon.platform.EnumWords;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** How fast and in which order an endpoint gets what is due, as its owner asks. A change makes a new object. */
@Embeddable
public class Flow {

    @Column(name = "rate_limit")
    private Integer rateLimit;
    @Column(name = "rate_per")
    private String ratePer;
    @Column(name = "is_paused")
    private boolean paused;
    private String ordering;

    protected Flow() {
    }

    /** What {@code request} asks for, after {@code before}, which is null for a new endpoint. */
    Flow(EndpointRequest request, Flow before) {
        rateLimit = request.rateLimit() == null ? null : request.rateLimit().limit();
        ratePer = request.rateLimit() == null ? null : EnumWords.of(request.rateLimit().per());
        paused = request.paused();
        boolean neverSet = request.ordering() == Ordering.NONE && (before == null || !before.hasTurns());
        ordering = neverSet ? null : EnumWords.of(request.ordering());
    }

    /** How often the endpoint is called, at most; null if as often as possible. */
    public RateLimit rateLimit() {
        return rateLimit == null ? null : new RateLimit(rateLimit, EnumWords.read(RatePeriod.class, ratePer));
    }

    public boolean isPaused() {
        return paused;
    }

    /** Which deliveries wait for one another. */
    Ordering ordering() {
        return ordering == null ? Ordering.NONE : EnumWords.read(Ordering.class, ordering);
    }

    /** Whether it is or was ordered, so that deliveries may wait for others of their objects. */
    public boolean hasTurns() {
        return ordering != null;
    }
}
