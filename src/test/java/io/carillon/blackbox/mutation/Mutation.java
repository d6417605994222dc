package io.carillon.blackbox.mutation;

import static io.carillon.blackbox.mutation.Blow.BROKER_AWAY;
import static io.carillon.blackbox.mutation.Blow.DATABASE_AWAY;
import static io.carillon.blackbox.mutation.Blow.NODE_KILLED;
import static io.carillon.blackbox.mutation.Blow.NONE;

import java.util.List;
import java.util.Locale;

/**
 * Errors that the service could have: each is a few edits of its sources, what has to happen before it shows, and a part of the
 * sentence with which the model must name it. Those without a sentence are no errors, and nothing may be found: they show that
 * neither the blows nor the way the classes are replaced are what the model finds.
 */
enum Mutation {

    NOTHING(NONE, null, new Edit("dispatch/Window", "millis) * millis", "millis) * 1 * millis")),
    NOTHING_KILLED(NODE_KILLED, null, NOTHING.edits.get(0)),
    NOTHING_DATABASE(DATABASE_AWAY, null, NOTHING.edits.get(0)),
    NOTHING_BROKER(BROKER_AWAY, null, NOTHING.edits.get(0)),

    INBOX_SKIPPED(NONE, "had its effect twice",
            new Edit("coalescing/Inbox", "return entered.contains(key) && first.get(key) == change;",
                    "return first.get(key) == change;")),
    ACKNOWLEDGED_BEFORE_APPLIED(DATABASE_AWAY, "had no instant webhook",
            new Edit("coalescing/ChangeListener", "coalescer.apply(reader.read(message));",
                    "var read = reader.read(message); new Thread(() -> coalescer.apply(read)).start();")),
    FAILURE_SWALLOWED(DATABASE_AWAY, "had no instant webhook",
            new Edit("coalescing/ChangeListener",
                    "throw new IllegalStateException(\"the message goes back to the queue\", e);", "")),
    ANSWERED_BEFORE_QUEUED(BROKER_AWAY, "had no instant webhook",
            new Edit("queue/ChangeQueue", "confirm(senders.submit(() -> sendNow(step)), patienceSeconds);",
                    "senders.submit(() -> sendNow(step));")),

    LAST_CHANGE_LOST(NONE, "summarise",
            new Edit("coalescing/Buckets", "open.values().stream().flatMap(List::stream).toList();",
                    "open.values().stream().flatMap(List::stream).skip(open.size() > 1 ? 1 : 0).toList();")),
    DATA_OF_THE_FIRST(NONE, "has the data of a change before another one",
            new Edit("coalescing/Summary", "DataMerge.merge(firstData.json, lastData.json)", "firstData.json")),
    PAGE_CUT_SHORT(NONE, "is not covered",
            new Edit("dispatch/BucketCloser", "int deliveries = outbox.write(announcements);",
                    "int deliveries = outbox.write(announcements.subList(0, Math.max(1, announcements.size() - 1)));")),
    BUCKET_KEPT(NONE, "summarise",
            new Edit("dispatch/BucketCloser", "buckets.remove(due.stream().map(ObjectChanges::object).toList());", "")),
    HALF_A_WINDOW(NONE, "is the second of",
            new Edit("dispatch/Ticker", "settings.duration(WINDOW));", "settings.duration(WINDOW).dividedBy(2));")),
    LAST_OPERATION_WINS(NONE, "is not covered",
            new Edit("coalescing/Summary", "Comparator.comparing(Summary::operation)", "Comparator.comparing(Summary::lastAt)")),

    EVENT_TYPES_IGNORED(NONE, "reports what the endpoint does not select",
            new Edit("coalescing/Parts", "if (endpoint.subscribesTo(parts.get(bucket).eventType)) {", "if (bucket >= 0) {")),
    FILTER_IGNORED(NONE, "reports what the endpoint does not select",
            new Edit("endpoint/Subscriber", "return filter == null || filter.passes(change);", "return true;")),
    OTHER_ORGANIZATION(NONE, "belongs to another organization",
            new Edit("endpoint/Subscriptions", "byOrganization.getOrDefault(occurrence.organizationId(), List.of()).stream()",
                    "byOrganization.values().stream().flatMap(List::stream)")),
    ONE_ENDPOINT_FORGOTTEN(NONE, "came full and not thin",
            new Edit("message/Outbox", "for (Subscriber subscriber : addressed.subscribers()) {",
                    "var all = addressed.subscribers();\n"
                            + "for (Subscriber subscriber : all.subList(Math.min(1, all.size() - 1), all.size())) {")),
    ORDER_IGNORED(NONE, "came before its turn",
            new Edit("message/Turns", "if (joining.isEmpty()) {", "if (joining != null) {")),

    RECORDED_BEFORE_SENT(NONE, "was never accepted",
            new Edit("dispatch/DeliveryPump", "Optional<Outcome> outcome = attempt.make(claimed);",
                    "var sent = new io.carillon.sending.DeliveryResult.Answered(java.time.Instant.now(), 0, 200,\n"
                            + "        null, \"\", null, java.util.Map.of());\n"
                            + "var success = new io.carillon.sending.Verdict(\"succeeded\", 200, null, \"\", null, false);\n"
                            + "recorder.record(claimed, new Outcome(claimed.delivery(), sent, success));\n"
                            + "Optional<Outcome> outcome = attempt.make(claimed);")),
    NO_RETRY(NONE, "was never accepted",
            new Edit("tracking/Outcomes", "return schedule.delayAfter(delivery.attemptsOfSchedule() + 1, retryAfter);",
                    "return Optional.empty();")),
    OTHER_BODY(NONE, "came with another body",
            new Edit("sending/FullFormat", "message.createdAt().truncatedTo", "java.time.Instant.now().truncatedTo")),
    NO_LEASE(NONE, "came again after they were accepted",
            new Edit("message/Deliveries", "SET fence = d.fence + 1, due_at = claimed.lease_end",
                    "SET fence = d.fence + 1, due_at = d.due_at")),
    LEASE_WITHOUT_END(NODE_KILLED, "",
            new Edit("dispatch/DeliveryClaims", "settings.duration(DELIVERY_TIMEOUT).plus(LEASE_MARGIN)",
                    "settings.duration(DELIVERY_TIMEOUT).plus(LEASE_MARGIN).plusDays(1)")),
    SLOW_RECORDER(NONE, null, Stall.EDIT),
    NO_FENCE(NONE, "came again after they were accepted", Stall.EDIT,
            new Edit("message/Deliveries", "AND d.fence = outcome.fence AND d.attempts = outcome.attempts", ""),
            new Edit("message/Deliveries", "AND d.state IN ('pending', 'cancelled')", ""),
            new Edit("message/Deliveries",
                    "CASE WHEN d.state = 'pending' OR outcome.state = 'succeeded' THEN outcome.state ELSE d.state END",
                    "outcome.state"),
            new Edit("message/Deliveries", "CASE WHEN d.state = 'pending' THEN outcome.due_at END", "outcome.due_at"),
            new Edit("tracking/Outcomes", "attempts.write(settled.stream().map(Settlement::outcome).toList());", ""));

    private final Blow blow;
    private final String finding;
    private final List<Edit> edits;

    Mutation(Blow blow, String finding, Edit... edits) {
        this.blow = blow;
        this.finding = finding;
        this.edits = List.of(edits);
    }

    Blow blow() {
        return blow;
    }

    /** Whether the model must find it. */
    boolean isError() {
        return finding != null;
    }

    /** What the sentence of the model contains that names it. */
    String finding() {
        return finding;
    }

    List<Edit> edits() {
        return edits;
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A thread that stands still for longer than a lease before it records that a first attempt failed; one webhook in eight. */
    private static final class Stall {

        static final Edit EDIT = new Edit("dispatch/OutcomeRecorder", "while (!isSettled(claimed, outcome)) {",
                "if (!outcome.verdict().isSuccess() && claimed.delivery().fence() == 1\n"
                        + "        && Math.floorMod(claimed.delivery().id().hashCode(), 8) == 0) {\n"
                        + "    java.util.concurrent.locks.LockSupport.parkNanos(lease.plusSeconds(8).toNanos());\n}\n"
                        + "while (!isSettled(claimed, outcome)) {");
    }
}
