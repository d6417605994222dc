package io.carillon.quota;

import io.carillon.problem.ProblemException;
import io.carillon.tenant.ChangeLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the changes of organizations with a limit on the present day of UTC: its own in memory, and those of other nodes as they
 * were a few seconds ago. When an organization reports its first change to this node on a day, their sum is read at once, which
 * also brings back what this node counted before it was restarted. Without limits, it counts nothing. Thread-safe.
 */
@ApplicationScoped
public class ChangesToday {

    private final Map<Long, DayCount> counts = new HashMap<>();
    private ChangeLimits limits;
    private ChangeDays days;
    private Clock clock;
    private long day;

    /** For the container's proxy. */
    protected ChangesToday() {
    }

    /** Counts of {@code days} and this node's own. */
    @Inject
    public ChangesToday(ChangeLimits limits, ChangeDays days, Clock clock) {
        this.limits = limits;
        this.days = days;
        this.clock = clock;
    }

    /** Whether any organization may have a limit. */
    public boolean isOn() {
        return limits.areAny();
    }

    /** Those of {@code changes}, how many each organization has, whose organizations have a limit. */
    public Map<Long, Integer> limited(Map<Long, Integer> changes) {
        return only(limits.of(changes.keySet()).keySet(), changes);
    }

    /**
     * Counts {@code changes}, how many each organization has, if that is within all limits.
     *
     * @return what was counted, for {@link #giveBack}
     * @throws ProblemException 429 with the time until midnight
     */
    public Map<Long, Integer> take(Map<Long, Integer> changes) {
        Map<Long, Integer> limited = limits.of(changes.keySet());
        Map<Long, Integer> counted = only(limited.keySet(), changes);
        if (counted.isEmpty()) {
            return counted;
        }
        Instant now = clock.instant();
        long today = ChangeDays.dayOf(now);
        Set<Long> unknown = unknown(today, counted.keySet());
        if (!unknown.isEmpty()) {
            learn(today, Map.of(), unknown, days.ofOthers(today, unknown));
        }
        Optional<Long> over = takeWithin(limited, counted);
        if (over.isPresent()) {
            throw refusal(over.get(), limited.get(over.get()), now);
        }
        return counted;
    }

    private static Map<Long, Integer> only(Set<Long> organizations, Map<Long, Integer> changes) {
        return changes.entrySet().stream().filter(entry -> organizations.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static ProblemException refusal(long organization, int limit, Instant now) {
        Duration wait = Duration.between(now, ChangeDays.endOf(now));
        return ProblemException.tooMany("The organization " + organization + " may report " + limit + " changes a day, and these"
                + " would be more. The next day begins at midnight UTC.", wait);
    }

    private synchronized Optional<Long> takeWithin(Map<Long, Integer> limited, Map<Long, Integer> changes) {
        Optional<Long> over = changes.keySet().stream().sorted()
                .filter(id -> count(id).total() + changes.get(id) > limited.get(id)).findFirst();
        if (over.isEmpty()) {
            changes.forEach((id, number) -> count(id).add(number));
        }
        return over;
    }

    /** Takes back what was taken and then not accepted. */
    public synchronized void giveBack(Map<Long, Integer> taken) {
        taken.forEach((id, number) -> count(id).giveBack(number));
    }

    /** Counts {@code changes} that were accepted already, whatever the limits are. */
    public void add(Map<Long, Integer> changes) {
        Map<Long, Integer> counted = limited(changes);
        if (!counted.isEmpty()) {
            addNow(ChangeDays.dayOf(clock.instant()), counted);
        }
    }

    private synchronized void addNow(long today, Map<Long, Integer> changes) {
        begin(today);
        changes.forEach((id, number) -> count(id).add(number));
    }

    /** How many changes the organization has had today, over all nodes; other nodes may still count some. */
    long of(long organization) {
        long today = ChangeDays.dayOf(clock.instant());
        long others = days.ofOthers(today, Set.of(organization)).getOrDefault(organization, 0L);
        return others + own(today, organization);
    }

    private synchronized long own(long today, long organization) {
        begin(today);
        return counts.containsKey(organization) ? counts.get(organization).own() : 0;
    }

    private synchronized Set<Long> unknown(long today, Collection<Long> organizations) {
        begin(today);
        return organizations.stream().filter(id -> !count(id).areOthersKnown()).collect(Collectors.toSet());
    }

    /** The organizations that were counted today and have a limit, with what this node counted, and must write if it is new. */
    synchronized Batch batch() {
        begin(ChangeDays.dayOf(clock.instant()));
        Set<Long> limited = limits.of(counts.keySet()).keySet();
        Map<Long, Long> changed = counts.entrySet().stream().filter(entry -> entry.getValue().isToBeWritten())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().own()));
        return new Batch(day, changed, Set.copyOf(limited));
    }

    /**
     * Notes that {@code written} is in the database, and what {@code others} have counted for {@code asked}; what is absent is 0.
     */
    synchronized void learn(long ofDay, Map<Long, Long> written, Set<Long> asked, Map<Long, Long> others) {
        if (ofDay == day) {
            written.forEach((id, number) -> count(id).isWritten(number));
            asked.forEach(id -> count(id).others(others.getOrDefault(id, 0L)));
        }
    }

    /** A clock that is set back does not bring back a day. */
    private void begin(long today) {
        if (today > day) {
            counts.clear();
            day = today;
        }
    }

    private DayCount count(Long organization) {
        return counts.computeIfAbsent(organization, id -> new DayCount());
    }

    /**
     * What a node exchanges with the database.
     *
     * @param changed what this node counted since it wrote, by organization
     * @param asked   the organizations whose other sums it needs
     */
    record Batch(long day, Map<Long, Long> changed, Set<Long> asked) {

        boolean isEmpty() {
            return changed.isEmpty() && asked.isEmpty();
        }
    }
}
