package io.carillon.blackbox.crash;

import io.carillon.blackbox.crash.Arrivals.Arrival;
import io.carillon.blackbox.crash.Ledger.Announced;
import io.carillon.blackbox.crash.Ledger.Reported;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges one organization's webhooks by what the documents say, from the producers' ledger and the receivers' journals
 * alone. The instant endpoint shows which changes had their effect; the coalesced ones must summarise exactly these, and the one
 * that selects event types of exactly those that it selects. The ordered one gets what the instant one gets, the webhooks of each
 * object in the order of their sequence numbers.
 */
public final class CrashModel {

    /** What the fourth endpoint selects: the updates of all objects that the producers report. */
    static final List<String> SELECTED = List.of("team.updated", "event.updated");
    /** What its filter stops: every other object. */
    static final Set<String> STOPPED = Set.of("o1", "o3", "o5", "o7", "o9", "o11");

    private final Ledger ledger;
    private final Duration window;
    private final List<String> lost = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int repeats;

    public CrashModel(Ledger ledger, Duration window) {
        this.ledger = ledger;
        this.window = window;
    }

    /** Sentences about what did not arrive. */
    public List<String> lost() {
        return lost;
    }

    /** Sentences about what should not have arrived. */
    public List<String> wrong() {
        return wrong;
    }

    /** Webhooks that came again after they had been accepted. */
    public int repeats() {
        return repeats;
    }

    public CrashModel judge(Tenant tenant) {
        Map<String, List<Arrival>> thin = arrivals(tenant.thin());
        Map<String, List<Arrival>> full = arrivals(tenant.full());
        Map<String, List<Arrival>> instant = arrivals(tenant.instant());
        List<Reported> applied = applied(tenant.organizationId(), instant);
        Map<String, List<Arrival>> ordered = arrivals(tenant.ordered());
        missing(ordered.keySet(), instant.keySet(), "came in order and not instant");
        missing(instant.keySet(), ordered.keySet(), "came instant and not in order");
        inOrder(ordered);
        missing(full.keySet(), thin.keySet(), "came full and not thin");
        missing(thin.keySet(), full.keySet(), "came thin and not full");
        agree(tenant.organizationId(), applied, notified(thin, full));
        Map<String, List<Notified>> selected = notified(Map.of(), arrivals(tenant.selecting()));
        selected.values().stream().flatMap(List::stream).filter(one -> !isSelected(one.said))
                .forEach(one -> wrong.add(one.id + " reports what the endpoint does not select: " + one.said));
        agree(tenant.organizationId(),
                applied.stream().filter(change -> isSelected(change.announced())).toList(), selected);
        return this;
    }

    private static boolean isSelected(Announced announced) {
        return SELECTED.contains(eventType(announced)) && !STOPPED.contains(announced.resourceId());
    }

    /** When a webhook comes first, all that the object had before are accepted. */
    private void inOrder(Map<String, List<Arrival>> webhooks) {
        Map<String, List<Arrival>> last = new HashMap<>();
        webhooks.forEach((id, same) -> {
            List<Arrival> before = last.put(changeIn(same.get(0)).announced().object(), same);
            if (before != null && (before.get(0).sequence() > same.get(0).sequence()
                    || before.stream().noneMatch(one -> one.accepted() && one.at() < same.get(0).at()))) {
                wrong.add(id + " came before its turn: " + before.get(0).body() + " " + same.get(0).body());
            }
        });
    }

    private void agree(long organizationId, List<Reported> applied, Map<String, List<Notified>> notified) {
        eachInItsWindow(notified);
        onlyWhatHappened(organizationId, notified);
        everythingIsCovered(applied, notified);
    }

    private Map<String, List<Arrival>> arrivals(Arrivals endpoint) {
        Map<String, List<Arrival>> byId = endpoint.byId();
        byId.forEach((id, same) -> {
            boolean accepted = false;
            for (Arrival arrival : same) {
                repeats += accepted ? 1 : 0;
                accepted |= arrival.accepted();
                if (!arrival.sameInRepeats().equals(same.get(0).sameInRepeats())) {
                    wrong.add(id + " came with another body: " + same.get(0).body() + " " + arrival.body());
                }
            }
            if (!accepted) {
                lost.add(id + " was never accepted: " + same.get(0).body());
            }
        });
        return byId;
    }

    /** The changes that had their effect: each exactly once, each acknowledged one among them. */
    private List<Reported> applied(long organizationId, Map<String, List<Arrival>> instant) {
        Map<String, String> webhooks = new HashMap<>();
        List<Reported> applied = new ArrayList<>();
        instant.forEach((id, same) -> {
            Reported change = changeIn(same.get(0));
            if (change.announced() == null || !same.get(0).json().get("type").asText().equals(eventType(change.announced()))) {
                wrong.add(id + " has the body " + same.get(0).body() + " of " + change);
            }
            if (change.organizationId() != organizationId) {
                wrong.add(id + " belongs to another organization: " + change);
            }
            String other = webhooks.put(change.id(), id);
            if (other == null) {
                applied.add(change);
            } else {
                wrong.add(change.id() + " had its effect twice: " + other + " and " + id);
            }
        });
        for (Reported change : ledger.changes()) {
            if (change.organizationId() == organizationId && change.announced() != null
                    && ledger.acknowledged().contains(change.id()) && !webhooks.containsKey(change.id())) {
                lost.add(change + " was acknowledged and had no instant webhook");
            }
        }
        return applied;
    }

    private Reported changeIn(Arrival arrival) {
        Reported change = ledger.change(arrival.json().at("/data/change").asText());
        if (change == null) {
            throw new AssertionError("no producer reported the change of this webhook: " + arrival.body());
        }
        return change;
    }

    private static String eventType(Announced announced) {
        return announced.type() + "." + announced.operation() + "d";
    }

    private void missing(Set<String> some, Set<String> others, String how) {
        some.stream().filter(id -> !others.contains(id)).forEach(id -> lost.add(id + " " + how));
    }

    /** The coalesced webhooks of each object; thin and full ones must say the same. */
    private Map<String, List<Notified>> notified(Map<String, List<Arrival>> thin, Map<String, List<Arrival>> full) {
        Map<String, List<Notified>> byObject = new HashMap<>();
        full.forEach((id, same) -> {
            Arrival one = same.get(0);
            Reported reported = changeIn(one);
            if (ledger.isOutdone(reported)) {
                wrong.add(id + " has the data of a change before another one of its message: " + one.body());
            }
            Announced last = reported.announced();
            if (!eventType(last).equals(one.json().get("type").asText())) {
                wrong.add(id + " has the data of another event type: " + one.body() + " of " + last);
            }
            String operation = one.json().get("type").asText().replaceFirst("^" + last.type() + "\\.", "").replaceFirst("d$", "");
            Announced said = new Announced(last.organizationId(), last.type(), last.resourceId(), operation);
            long window = Instant.parse(one.json().get("created").asText()).toEpochMilli() / this.window.toMillis();
            List<Arrival> thinly = thin.getOrDefault(id, List.of());
            if (!thinly.isEmpty() && !announcedBy(thinly.get(0)).equals(said)) {
                wrong.add(id + " says " + thinly.get(0).body() + " and " + one.body());
            }
            byObject.computeIfAbsent(said.object(), object -> new ArrayList<>()).add(new Notified(id, said,
                    one.json().at("/meta/changes").asInt(), window, same.get(same.size() - 1).at()));
        });
        return byObject;
    }

    private static Announced announcedBy(Arrival thin) {
        return new Announced(thin.json().get("organizationId").asLong(), thin.json().get("resourceType").asText(),
                thin.json().get("resourceId").asText(), thin.json().get("resourceOperation").asText());
    }

    private void eachInItsWindow(Map<String, List<Notified>> notified) {
        notified.forEach((object, webhooks) -> {
            Set<Long> windows = new HashSet<>();
            webhooks.stream().filter(one -> !windows.add(one.window))
                    .forEach(one -> wrong.add(one.id + " is the second of " + object + " in its window"));
        });
    }

    private void onlyWhatHappened(long organizationId, Map<String, List<Notified>> notified) {
        Map<Announced, Long> first = new HashMap<>();
        for (Reported change : ledger.changes()) {
            if (change.organizationId() == organizationId && change.announced() != null) {
                first.merge(change.announced(), change.since(), Math::min);
            }
        }
        notified.values().stream().flatMap(List::stream)
                .filter(one -> first.getOrDefault(one.said, Long.MAX_VALUE) > one.at)
                .forEach(one -> wrong.add(one.id + " reports what did not happen: " + one.said));
    }

    private void everythingIsCovered(List<Reported> applied, Map<String, List<Notified>> notified) {
        Map<String, Integer> counts = new HashMap<>();
        for (Reported change : applied) {
            Announced happened = change.announced();
            counts.merge(happened.object(), 1, Integer::sum);
            if (notified.getOrDefault(happened.object(), List.of()).stream().noneMatch(one ->
                    one.at >= change.since() && one.said.significance() >= happened.significance())) {
                lost.add(change + " is not covered by a coalesced webhook");
            }
        }
        notified.keySet().forEach(object -> counts.putIfAbsent(object, 0));
        counts.forEach((object, count) -> {
            int summarised = notified.getOrDefault(object, List.of()).stream().mapToInt(one -> one.changes).sum();
            if (summarised != count) {
                (summarised < count ? lost : wrong)
                        .add("webhooks of " + object + " summarise " + summarised + " of " + count + " changes");
            }
        });
    }

    /** One coalesced webhook: its id, what it said, of how many changes, made in which window, arrived last when. */
    private record Notified(String id, Announced said, int changes, long window, long at) {
    }

    /** An organization with its endpoints; {@code selecting} is a full one that selects {@link #SELECTED}. */
    public record Tenant(long organizationId, Arrivals thin, Arrivals full, Arrivals selecting, Arrivals instant,
            Arrivals ordered) {

        public int webhooks() {
            return thin.size() + full.size() + selecting.size() + instant.size() + ordered.size();
        }

        public int repeats() {
            return thin.repeats() + full.repeats() + selecting.repeats() + instant.repeats() + ordered.repeats();
        }
    }
}
