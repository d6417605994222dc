package io.carillon.endpoint;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Since when an endpoint has been failing, and what was done about it. {@link EndpointHealth} writes it. */
@Embeddable
public class FailureState {

    @Column(name = "failing_since")
    private OffsetDateTime since;
    @Column(name = "last_failure_at")
    private OffsetDateTime lastAt;
    @Column(name = "warned_at")
    private OffsetDateTime warnedAt;
    @Column(name = "flagged_at")
    private OffsetDateTime flaggedAt;

    protected FailureState() {
    }

    Instant since() {
        return Utc.instant(since);
    }

    Instant lastAt() {
        return Utc.instant(lastAt);
    }

    Instant warnedAt() {
        return Utc.instant(warnedAt);
    }

    Instant flaggedAt() {
        return Utc.instant(flaggedAt);
    }
}
