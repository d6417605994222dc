package io.carillon.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which changes of one object each of its messages covers. Nothing stores that; it follows from the inbox (decision 17):
 *
 * <ul>
 * <li>An instant message covers one change: the last one of its event type that was received before it, passed the filters of its
 * endpoints and has no message yet.
 * <li>A coalesced message covers the changes that its endpoints select and let pass, and that were received since the object's
 * windows were closed before. The message's own count decides. Where there are more, those go first that came before any of its
 * endpoints waited for the tick, because no bucket had them (decision 33); then a change that was received just before the
 * tick may belong to the next window, and changes that no endpoint selected then have no message at all.
 * </ul>
 *
 * Where the count and the inbox differ, or two instant messages could be exchanged, the answer is not exact.
 */
final class Coverage {

    /** Messages of one closing are written in one transaction; at most half a window lies between them. */
    private static final Duration ONE_CLOSING = Duration.ofSeconds(2);
    /** Changes of two transactions may be this close, although one's message is written later. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private final Map<String, Covered> byMessage = new LinkedHashMap<>();
    private final List<ReportedChange> changes;
    private final Duration window;
    private final BiPredicate<SentMessage, ReportedChange> selects;
    private final BiPredicate<SentMessage, ReportedChange> passes;
    private final BiPredicate<SentMessage, ReportedChange> awaits;

    private Coverage(List<ReportedChange> changes, Duration window, BiPredicate<SentMessage, ReportedChange> selects,
            BiPredicate<SentMessage, ReportedChange> passes, BiPredicate<SentMessage, ReportedChange> awaits) {
        this.changes = changes.stream().sorted(Comparator.comparing(ReportedChange::receivedAt)).toList();
        this.window = window;
        this.selects = selects;
        this.passes = passes;
        this.awaits = awaits;
    }

    /**
     * Computes it for one object.
     *
     * @param changes  the loud changes of the object, in any order
     * @param messages the messages about it, in any order
     * @param window   the length of a window
     * @param selects  whether the endpoints of a message selected a change when it was written
     * @param passes   whether the change passed their filters
     * @param awaits   whether they were coalesced, and enabled by the organization, when the change was received
     */
    static Coverage of(List<ReportedChange> changes, List<SentMessage> messages, Duration window,
            BiPredicate<SentMessage, ReportedChange> selects, BiPredicate<SentMessage, ReportedChange> passes,
            BiPredicate<SentMessage, ReportedChange> awaits) {
        Coverage coverage = new Coverage(changes, window, selects, passes, awaits);
        List<SentMessage> inOrder = messages.stream().sorted(Comparator.comparing(SentMessage::createdAt)).toList();
        coverage.coverInstant(inOrder.stream().filter(SentMessage::isInstant).toList());
        coverage.coverCoalesced(inOrder.stream().filter(message -> !message.isInstant()).toList());
        return coverage;
    }

    /** What the message covers; nothing if it is unknown. */
    Covered by(String messageId) {
        return byMessage.getOrDefault(messageId, new Covered(List.of(), false));
    }

    /** The ids of the messages that cover {@code change}. */
    List<String> messagesOf(ReportedChange change) {
        return byMessage.entrySet().stream().filter(entry -> entry.getValue().changes.contains(change)).map(Map.Entry::getKey)
                .toList();
    }

    /** The latest first; before them those with a filter that stopped changes, because only some changes can be theirs. */
    private void coverInstant(List<SentMessage> messages) {
        List<ReportedChange> free = new ArrayList<>(changes);
        List<SentMessage> order = new ArrayList<>(messages);
        Collections.reverse(order);
        order.sort(Comparator.comparing(this::takesAnyChange));
        for (SentMessage message : order) {
            Optional<ReportedChange> found = free.stream().filter(change -> isBefore(change, message)
                    && change.announcedAs().equals(message.eventType()) && passes.test(message, change))
                    .reduce((earlier, later) -> later);
            found.ifPresent(free::remove);
            byMessage.put(message.id(), new Covered(found.stream().toList(),
                    found.isPresent() && messages.stream().filter(other -> mayBeExchanged(other, message)).count() == 1));
        }
    }

    private boolean takesAnyChange(SentMessage message) {
        return changes.stream().allMatch(change -> passes.test(message, change));
    }

    private static boolean mayBeExchanged(SentMessage one, SentMessage other) {
        return one.eventType().equals(other.eventType()) && isWithin(one.createdAt(), other.createdAt(), OVERLAP);
    }

    private void coverCoalesced(List<SentMessage> messages) {
        Map<List<ReportedChange>, List<ReportedChange>> left = new LinkedHashMap<>();
        Duration closing = ONE_CLOSING.compareTo(window) < 0 ? ONE_CLOSING : window.dividedBy(2);
        Instant previous = Instant.MIN;
        for (int i = 0; i < messages.size(); i++) {
            SentMessage message = messages.get(i);
            if (i > 0 && !isWithin(messages.get(i - 1).createdAt(), message.createdAt(), closing)) {
                previous = messages.get(i - 1).createdAt();
            }
            cover(message, previous, left);
        }
    }

    /** Changes that crossed the tick before are candidates too; {@code left} has them for each selection. */
    private void cover(SentMessage message, Instant previous, Map<List<ReportedChange>, List<ReportedChange>> left) {
        List<ReportedChange> selection = changes.stream().filter(change -> selects.test(message, change)).toList();
        List<ReportedChange> crossed = left.getOrDefault(selection, List.of());
        List<ReportedChange> candidates = selection.stream().filter(change -> isBefore(change, message)
                && (change.receivedAt().isAfter(previous) || crossed.contains(change))).toList();
        List<ReportedChange> inWindow = inBuckets(message, candidates.stream()
                .filter(change -> !change.receivedAt().isBefore(startOf(message)) || crossed.contains(change)).toList());
        int count = message.changes();
        List<ReportedChange> covered = inWindow.size() >= count ? inWindow.subList(0, count)
                : candidates.subList(Math.max(0, candidates.size() - count), candidates.size());
        left.put(selection, inWindow.size() > count ? inWindow.subList(count, inWindow.size()) : List.of());
        byMessage.put(message.id(), new Covered(List.copyOf(covered),
                (inWindow.size() == count || candidates.size() == count) && covered.stream().noneMatch(crossed::contains)));
    }

    /** Without those that came before the organization had a coalesced endpoint, if there are too many: no bucket has them. */
    private List<ReportedChange> inBuckets(SentMessage message, List<ReportedChange> inWindow) {
        int early = 0;
        while (inWindow.size() - early > message.changes() && !awaits.test(message, inWindow.get(early))) {
            early++;
        }
        return inWindow.subList(early, inWindow.size());
    }

    /** The start of the window that a tick closes on time; what was received before it was closed by an earlier tick. */
    private Instant startOf(SentMessage message) {
        return startOfWindow(message.createdAt(), window).minus(window);
    }

    /** The start of the window that contains {@code time}: the latest tick. */
    static Instant startOfWindow(Instant time, Duration window) {
        long millis = window.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
    }

    private static boolean isBefore(ReportedChange change, SentMessage message) {
        return !change.receivedAt().isAfter(message.createdAt());
    }

    private static boolean isWithin(Instant one, Instant other, Duration distance) {
        return Duration.between(one, other).abs().compareTo(distance) <= 0;
    }

    /**
     * The changes that a message covers.
     *
     * @param isExact whether their number is that of the message, and no other change could be meant
     */
    record Covered(List<ReportedChange> changes, boolean isExact) {
    }
}
