package io.carillon.intake;

import io.carillon.access.Caller;
import io.carillon.access.IdempotentRequests;
import io.carillon.meter.Meters;
import io.carillon.problem.ProblemException;
import io.carillon.queue.Change;
import io.carillon.queue.ChangesDocument;
import io.carillon.quota.ChangesToday;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits each organization to so many changes a day, whichever caller sends them. A request that was accepted before, with the
 * same {@code Idempotency-Key}, counts once and is never refused.
 */
@ApplicationScoped
class DayLimit {

    @Inject
    private ChangesToday today;
    @Inject
    private IdempotentRequests requests;

    /**
     * Runs {@code acceptance} of {@code changes} from {@code caller}, and counts them if it succeeds.
     *
     * @param idempotencyKey null, or that of the request
     * @throws ProblemException 429 if an organization would have more than it may
     */
    void within(Caller caller, List<Change> changes, String idempotencyKey, Runnable acceptance) {
        Map<Long, Integer> limited = today.isOn() ? today.limited(numbers(changes)) : Map.of();
        Map<Long, Integer> taken = limited.isEmpty() || isRepeated(caller, changes, idempotencyKey) ? Map.of()
                : take(limited, changes.size());
        try {
            acceptance.run();
        } catch (RuntimeException e) {
            today.giveBack(taken);
            throw e;
        }
    }

    private Map<Long, Integer> take(Map<Long, Integer> limited, int all) {
        try {
            return today.take(limited);
        } catch (ProblemException e) {
            Meters.OVER_DAY_LIMIT.add(all);
            throw e;
        }
    }

    private boolean isRepeated(Caller caller, List<Change> changes, String idempotencyKey) {
        return idempotencyKey != null
                && requests.isRemembered(caller.keyId(), idempotencyKey, ChangesDocument.write(changes));
    }

    private static Map<Long, Integer> numbers(List<Change> changes) {
        Map<Long, Integer> numbers = new HashMap<>();
        changes.forEach(change -> numbers.merge(change.organizationId(), 1, Integer::sum));
        return numbers;
    }
}
