package io.carillon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.endpoint.Pace;
import io.carillon.endpoint.TrackRecord;
import io.carillon.json.JsonDocument;
import io.carillon.message.DeliveryState;
import java.time.Instant;
import java.util.Optional;

/**
 * How an endpoint fares.
 *
 * @param standing      {@code proven} if the last attempt succeeded, {@code failing} if it failed, {@code new} without any
 * @param failingSince  the first failure since the last success; only while failing
 * @param warnAt        when notices will report that it fails; only while failing, until they have
 * @param disableAt     when the failure policy will disable it; only while failing
 * @param flagAt        when the failure policy will flag it, where it does not disable; only while failing, until it has
 * @param pausedUntil   when Carillon sends again, because the receiver asked it to wait
 * @param paused        whether its owner lets deliveries wait; only if so
 * @param nextSlotAt    when its rate limit lets another delivery go; only with a limit, while all earlier slots are taken
 * @param due           how many deliveries wait: for a free place, a slot, or the end of a pause
 * @param dueIsMinimum  true if so many deliveries are pending, of all endpoints, that there may be more; otherwise absent
 * @param oldestDueAt   since when the first of them has been due
 * @param nextAttemptAt when the next of the others is due; for one that is being sent, when its node must have finished
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointHealthDocument(EndpointStatus status, TrackRecord standing, Instant failingSince, Instant warnAt,
        Instant disableAt, Instant flagAt, Instant pausedUntil, Boolean paused, Instant nextSlotAt, long due,
        Boolean dueIsMinimum, Instant oldestDueAt, Instant nextAttemptAt, Counts last24Hours) implements JsonDocument {

    /**
     * The deliveries that were created in the last 24 hours, by their present state.
     *
     * @param available how many wait for a poll; only if some do
     * @param since from when on they are counted: later than 24 hours ago if there are more than 20,000
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Counts(Instant since, long pending, Long available, long succeeded, long failed, long skipped, long cancelled) {

        static Counts of(EndpointFigures.States states) {
            return new Counts(states.since(), of(states, DeliveryState.PENDING),
                    states.counts().get(DeliveryState.AVAILABLE), of(states, DeliveryState.SUCCEEDED),
                    of(states, DeliveryState.FAILED), of(states, DeliveryState.SKIPPED), of(states, DeliveryState.CANCELLED));
        }

        private static long of(EndpointFigures.States states, DeliveryState state) {
            return states.counts().getOrDefault(state, 0L);
        }
    }

    static EndpointHealthDocument of(Endpoint endpoint, FailurePolicy policy, EndpointFigures.Pending pending,
            EndpointFigures.States states, Optional<Pace> pace) {
        Instant failing = endpoint.isActive() ? endpoint.failingSince() : null;
        Instant act = failing == null ? null : failing.plus(policy.disableAfter());
        boolean disables = policy.mode() == DisableMode.DISABLE;
        return new EndpointHealthDocument(endpoint.status(), endpoint.trackRecord(), endpoint.failingSince(),
                failing == null || endpoint.warnedAt() != null ? null : failing.plus(policy.disableAfter().dividedBy(2)),
                disables ? act : null, disables || endpoint.flaggedAt() != null ? null : act, endpoint.pausedUntil(),
                endpoint.flow().isPaused() ? true : null, pace.filter(Pace::isTaken).map(Pace::nextAt).orElse(null),
                pending.due(), pending.isPartial() ? true : null, pending.oldest(), pending.next(), Counts.of(states));
    }
}
